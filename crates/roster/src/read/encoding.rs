//! Encodings of text files: naming, finding and undoing them.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An encoding of text, one of those the WHATWG Encoding Standard names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding(pub(super) &'static Encoding);

impl TextEncoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(UTF_8);

    /// The encoding of this name or alias, such as `UTF-8`, `gbk`, `windows-1252`, `TIS-620`.
    ///
    /// # Errors
    /// [`UnknownEncoding`] when the standard has no such name.
    pub fn named(name: &str) -> Result<Self, UnknownEncoding> {
        Encoding::for_label(name.as_bytes())
            .map(Self::from_standard)
            .ok_or_else(|| UnknownEncoding(name.to_owned()))
    }

    /// The encodings to choose from, the likely ones first.
    pub fn choices() -> Vec<Self> {
        const NAMES: [&str; 21] = [
            "UTF-8",
            "UTF-16LE",
            "UTF-16BE",
            "GB18030",
            "Big5",
            "Shift_JIS",
            "EUC-JP",
            "EUC-KR",
            "windows-1252",
            "windows-1250",
            "windows-1251",
            "windows-1253",
            "windows-1254",
            "windows-1255",
            "windows-1256",
            "windows-1257",
            "windows-1258",
            "windows-874",
            "ISO-8859-2",
            "KOI8-R",
            "macintosh",
        ];
        NAMES
            .iter()
            .filter_map(|name| Self::named(name).ok())
            .collect()
    }

    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// GB18030 holds all of GBK, and its name is the one people know from their spreadsheet program.
    pub(super) fn from_standard(encoding: &'static Encoding) -> Self {
        Self(if encoding == GBK { GB18030 } else { encoding })
    }

    pub(super) fn is_utf8(self) -> bool {
        self.0 == UTF_8
    }

    /// The text of some bytes, as far as they make sense; the last character may be cut.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        self.0.decode_without_bom_handling(bytes).0.into_owned()
    }

    pub(super) fn decodes(self, bytes: &[u8]) -> Option<String> {
        let mut text =
            String::with_capacity(self.0.new_decoder().max_utf8_buffer_length(bytes.len())?);
        let (result, _) = self
            .0
            .new_decoder_without_bom_handling()
            .decode_to_string_without_replacement(bytes, &mut text, false);
        matches!(result, encoding_rs::DecoderResult::InputEmpty).then_some(text)
    }

    /// What `input` says in this encoding, as UTF-8; what makes no sense becomes U+FFFD.
    pub(super) fn reader<R: Read>(self, input: R) -> Decoding<R> {
        Decoding {
            input,
            decoder: self.0.new_decoder_without_bom_handling(),
            raw: vec![0; CHUNK].into_boxed_slice(),
            unread: 0..0,
            text: vec![0; CHUNK * 3].into_boxed_slice(),
            ready: 0..0,
            ended: false,
            finished: false,
        }
    }
}

impl std::fmt::Display for TextEncoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for TextEncoding {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::named(name)
    }
}

impl Serialize for TextEncoding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for TextEncoding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::named(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// No encoding has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such encoding: {0}")]
pub struct UnknownEncoding(pub String);

/// The encoding that a byte order mark says, and the mark's length.
pub(super) fn marked(head: &[u8]) -> Option<(TextEncoding, usize)> {
    Encoding::for_bom(head).map(|(encoding, length)| (TextEncoding(encoding), length))
}

/// UTF-16 without a mark: every other byte of Latin letters, digits and delimiters is zero.
pub(super) fn utf16_without_mark(head: &[u8]) -> Option<TextEncoding> {
    let zeros_at = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let candidate = match (zeros_at(0), zeros_at(1)) {
        (0, 1..) => TextEncoding(UTF_16LE),
        (1.., 0) => TextEncoding(UTF_16BE),
        _ => return None,
    };
    let text = candidate.decodes(head)?;
    let is_text = text
        .chars()
        .all(|character| !character.is_control() || matches!(character, '\t' | '\r' | '\n'));
    is_text.then_some(candidate)
}

/// Whether the bytes are UTF-8 as far as they go; the last character may be cut.
pub(super) fn is_utf8(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

const CHUNK: usize = 1 << 16;

/// Reads another encoding as UTF-8.
#[derive(Debug)]
pub(super) struct Decoding<R> {
    input: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    unread: std::ops::Range<usize>,
    text: Box<[u8]>,
    ready: std::ops::Range<usize>,
    ended: bool,
    /// The decoder gave its last character and must not be asked again.
    finished: bool,
}

impl<R: Read> Decoding<R> {
    fn refill(&mut self) -> io::Result<()> {
        if self.unread.is_empty() && !self.ended {
            let count = self.input.read(&mut self.raw)?;
            self.unread = 0..count;
            self.ended = count == 0;
        }
        let raw = &self.raw[self.unread.clone()];
        let (result, read, written, _) =
            self.decoder.decode_to_utf8(raw, &mut self.text, self.ended);
        self.finished = self.ended && result == CoderResult::InputEmpty;
        self.unread.start += read;
        self.ready = 0..written;
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() && !self.finished {
            self.refill()?;
        }
        let count = self.ready.len().min(buffer.len());
        let from = self.ready.start;
        buffer[..count].copy_from_slice(&self.text[from..from + count]);
        self.ready.start += count;
        Ok(count)
    }
}
