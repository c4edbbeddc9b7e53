//! A ZIP archive as if nothing in it were compressed: its parts are unpacked on another core, ahead of who reads them.
//!
//! `calamine` unpacks and parses a sheet in one go. Of this archive it finds every part stored as it is (APPNOTE.TXT 4.4.5,
//! method 0), and only parses.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use zip::{CompressionMethod, ZipArchive};

use super::origin::{Input, Origin};

/// Below this many bytes in its largest part, an archive is unpacked sooner than a thread is begun.
const WORTH_A_THREAD: u64 = 1 << 20;

/// Bytes that are unpacked at a time.
const BLOCK: u32 = 1 << 17;

/// Blocks that wait to be read at most.
const AHEAD: usize = 4;

/// How parts of workbooks are stored; the reader of one in another way says so.
const METHODS: [CompressionMethod; 2] = [CompressionMethod::Stored, CompressionMethod::Deflated];

/// The archive, open for reading.
#[derive(Debug)]
pub(crate) struct Unpacked {
    origin: Origin,
    layout: Arc<Layout>,
    position: u64,
    running: Option<Unpacking>,
}

/// What stands where.
#[derive(Debug)]
struct Layout {
    /// Each begins where the one before ends.
    pieces: Vec<Piece>,
    len: u64,
    /// Bytes of the largest part.
    largest: u64,
}

#[derive(Debug)]
struct Piece {
    start: u64,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// Headers and the directory.
    Bytes(Vec<u8>),
    /// What the part at this place in the directory holds.
    Part(usize),
}

impl Unpacked {
    /// The archive at `origin`; none where that is not worth it, or where its reader had better see what it is like.
    pub(super) fn of(origin: &Origin) -> Option<Self> {
        Self::open(origin).filter(|it| it.layout.largest >= WORTH_A_THREAD)
    }

    fn open(origin: &Origin) -> Option<Self> {
        let mut archive = ZipArchive::new(origin.open().ok()?).ok()?;
        Some(Self {
            origin: origin.clone(),
            layout: Arc::new(Layout::of(&mut archive)?),
            position: 0,
            running: None,
        })
    }

    /// The same archive, open a second time.
    pub(super) fn again(&self) -> Self {
        Self {
            origin: self.origin.clone(),
            layout: Arc::clone(&self.layout),
            position: 0,
            running: None,
        }
    }

    /// Reads of a part from an offset in it.
    fn read_part(&mut self, part: usize, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let running = self.running.take();
        let mut running = match running.filter(|it| it.part == part && it.offset <= offset) {
            Some(running) => running,
            None => Unpacking::begin(&self.origin, part),
        };
        running.skip_to(offset)?;
        let count = running.read(buffer)?;
        self.running = Some(running);
        Ok(count)
    }
}

impl Layout {
    fn of(archive: &mut ZipArchive<Input>) -> Option<Self> {
        let mut layout = Self {
            pieces: Vec::new(),
            len: 0,
            largest: 0,
        };
        let mut directory = Vec::new();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).ok()?;
            if part.encrypted() || !METHODS.contains(&part.compression()) {
                return None;
            }
            let (name, size) = (part.name().ok()?.into_owned(), part.size());
            let header = Header::new(&name, size, part.crc32(), layout.len)?;
            directory.extend(header.in_directory(&name));
            layout.push_bytes(header.before_part(&name));
            layout.push(Content::Part(index), size);
            layout.largest = size.max(layout.largest);
        }
        let end = end_of(archive.len(), directory.len(), layout.len)?;
        layout.push_bytes(directory);
        layout.push_bytes(end);
        Some(layout)
    }

    fn push_bytes(&mut self, bytes: Vec<u8>) {
        let size = bytes.len() as u64;
        self.push(Content::Bytes(bytes), size);
    }

    fn push(&mut self, content: Content, size: u64) {
        let start = self.len;
        if size > 0 {
            self.pieces.push(Piece { start, content });
        }
        self.len += size;
    }

    /// The piece at a position, and where it ends.
    fn at(&self, position: u64) -> Option<(&Piece, u64)> {
        let next = self.pieces.partition_point(|it| it.start <= position);
        let piece = self.pieces.get(next.checked_sub(1)?)?;
        let end = self.pieces.get(next).map_or(self.len, |it| it.start);
        (position < end).then_some((piece, end))
    }
}

/// What the headers of a part say, where they need no extension for large archives.
struct Header {
    name: u16,
    size: u32,
    crc32: u32,
    start: u32,
}

/// Names are in UTF-8.
const FLAGS: u16 = 1 << 11;

const VERSION: u16 = 20;

impl Header {
    fn new(name: &str, size: u64, crc32: u32, start: u64) -> Option<Self> {
        Some(Self {
            name: name.len().try_into().ok()?,
            size: size.try_into().ok()?,
            crc32,
            start: start.try_into().ok()?,
        })
    }

    /// The local file header (APPNOTE.TXT 4.3.7).
    fn before_part(&self, name: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend(self.common());
        bytes.extend(name.bytes());
        bytes
    }

    /// The central directory header (4.3.12).
    fn in_directory(&self, name: &str) -> Vec<u8> {
        let mut bytes = b"PK\x01\x02".to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(self.common());
        // No comment, on the first disk, no attributes.
        bytes.extend([0; 10]);
        bytes.extend(self.start.to_le_bytes());
        bytes.extend(name.bytes());
        bytes
    }

    /// Version, flags, method 0, no time, checksum, both sizes, the lengths of the name and of nothing more.
    fn common(&self) -> Vec<u8> {
        let shorts = [VERSION, FLAGS, 0, 0, 0].map(u16::to_le_bytes);
        let longs = [self.crc32, self.size, self.size].map(u32::to_le_bytes);
        let lengths = [self.name, 0].map(u16::to_le_bytes);
        [shorts.concat(), longs.concat(), lengths.concat()].concat()
    }
}

/// The end of the central directory (4.3.16), of which there are so many headers and bytes from `start` on.
fn end_of(headers: usize, bytes: usize, start: u64) -> Option<Vec<u8>> {
    let headers = u16::try_from(headers).ok()?.to_le_bytes();
    let size = u32::try_from(bytes).ok()?.to_le_bytes();
    let start = u32::try_from(start).ok()?.to_le_bytes();
    let disks = [0; 4];
    let comment = [0; 2];
    Some(
        [
            b"PK\x05\x06",
            &disks[..],
            &headers,
            &headers,
            &size,
            &start,
            &comment,
        ]
        .concat(),
    )
}

/// A part that another thread unpacks.
#[derive(Debug)]
struct Unpacking {
    part: usize,
    /// How much of it was read.
    offset: u64,
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: io::Cursor<Vec<u8>>,
}

impl Unpacking {
    fn begin(origin: &Origin, part: usize) -> Self {
        let (send, blocks) = sync_channel(AHEAD);
        let origin = origin.clone();
        std::thread::spawn(move || {
            if let Err(error) = unpack(&origin, part, &send) {
                // Who does not read on does not ask.
                let _ = send.send(Err(error));
            }
        });
        Self {
            part,
            offset: 0,
            blocks,
            block: io::Cursor::default(),
        }
    }

    fn skip_to(&mut self, offset: u64) -> io::Result<()> {
        let left = offset - self.offset;
        io::copy(&mut self.by_ref().take(left), &mut io::sink())?;
        if self.offset < offset {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

impl Read for Unpacking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut count = self.block.read(buffer)?;
        if count == 0 && !buffer.is_empty() {
            // Nobody sends any more when the part is at its end.
            let Ok(block) = self.blocks.recv() else {
                return Ok(0);
            };
            self.block = io::Cursor::new(block?);
            count = self.block.read(buffer)?;
        }
        self.offset += count as u64;
        Ok(count)
    }
}

fn unpack(origin: &Origin, part: usize, send: &SyncSender<io::Result<Vec<u8>>>) -> io::Result<()> {
    let input = origin.open().map_err(io::Error::other)?;
    let mut archive = ZipArchive::new(input)?;
    let mut part = archive.by_index(part)?;
    loop {
        let mut block = Vec::with_capacity(BLOCK as usize);
        let count = part.by_ref().take(BLOCK.into()).read_to_end(&mut block)?;
        if count == 0 || send.send(Ok(block)).is_err() {
            return Ok(());
        }
    }
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let layout = Arc::clone(&self.layout);
        let Some((piece, end)) = layout.at(self.position) else {
            return Ok(0);
        };
        let offset = self.position - piece.start;
        let most = usize::try_from(end - self.position).unwrap_or(usize::MAX);
        let most = most.min(buffer.len());
        let buffer = &mut buffer[..most];
        let count = match &piece.content {
            Content::Bytes(bytes) => {
                let bytes = &bytes[usize::try_from(offset).unwrap_or(usize::MAX)..];
                (&*bytes).read(buffer)?
            }
            Content::Part(part) => self.read_part(*part, offset, buffer)?,
        };
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Unpacked {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(by) => self.layout.len.checked_add_signed(by),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use proptest::prelude::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    type Part = (&'static str, Vec<u8>, CompressionMethod);

    fn archive(parts: &[Part]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content, method) in parts {
            let options = SimpleFileOptions::default().compression_method(*method);
            writer.start_file(*name, options).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn origin(bytes: Vec<u8>) -> Origin {
        Origin::Bytes {
            name: "it".into(),
            bytes: bytes.into(),
        }
    }

    /// Names and contents, as a reader of archives finds them.
    fn parts(input: impl Read + Seek) -> io::Result<Vec<(String, Vec<u8>)>> {
        let mut archive = ZipArchive::new(input)?;
        let parts = 0..archive.len();
        let read = parts.map(|index| {
            let mut part = archive.by_index(index)?;
            let name = part.name()?.into_owned();
            let mut content = Vec::new();
            part.read_to_end(&mut content)?;
            Ok((name, content))
        });
        read.collect()
    }

    /// Bytes that are not all alike, several blocks of them.
    fn long(seed: u32) -> Vec<u8> {
        let numbers = (0..100_000_u32).map(|it| it.wrapping_mul(seed) >> 20);
        numbers.flat_map(u32::to_le_bytes).collect()
    }

    fn example() -> Vec<u8> {
        use CompressionMethod::{Deflated, Stored};
        archive(&[
            ("xl/sheet.xml", long(0x9e37_79b9), Deflated),
            ("empty", Vec::new(), Stored),
            ("员工/表.xml", b"short".to_vec(), Deflated),
            ("stored", long(0x85eb_ca6b), Stored),
        ])
    }

    #[test]
    fn its_parts_are_those_of_the_archive() {
        let bytes = example();
        let unpacked = Unpacked::open(&origin(bytes.clone())).unwrap();
        let again = unpacked.again();
        let wanted = parts(Cursor::new(bytes)).unwrap();
        assert_eq!(wanted.len(), 4);
        assert!(parts(unpacked).unwrap() == wanted, "read once");
        assert!(parts(again).unwrap() == wanted, "read again");
    }

    #[test]
    fn a_damaged_part_is_an_error_and_no_end() {
        let mut bytes = example();
        for byte in &mut bytes[200_000..200_010] {
            *byte ^= 0x55;
        }
        let unpacked = Unpacked::open(&origin(bytes)).unwrap();
        parts(unpacked).unwrap_err();
    }

    #[test]
    fn what_is_small_is_left_to_its_reader() {
        assert!(Unpacked::of(&origin(example())).is_none());
        assert!(Unpacked::of(&origin(b"no archive".to_vec())).is_none());
        let large = vec![b' '; 1 << 20];
        let large = archive(&[("large", large, CompressionMethod::Deflated)]);
        assert!(Unpacked::of(&origin(large)).is_some());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

        #[test]
        fn it_is_read_from_any_place(reads in proptest::collection::vec((0..900_000_u64, 0..300_000_usize), 1..8)) {
            let mut unpacked = Unpacked::open(&origin(example())).unwrap();
            let mut whole = Vec::new();
            unpacked.read_to_end(&mut whole).unwrap();
            for (start, count) in reads {
                unpacked.seek(SeekFrom::Start(start)).unwrap();
                let mut read = Vec::new();
                unpacked.by_ref().take(count as u64).read_to_end(&mut read).unwrap();
                let from = whole.len().min(usize::try_from(start).unwrap());
                prop_assert!(read == whole[from..whole.len().min(from + count)]);
            }
        }
    }
}
