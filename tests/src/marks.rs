//! Secrets that can be told from everything else, and the search for them in whatever was written.

use std::path::{Path, PathBuf};

use memchr::memmem;

/// Finds marks in every form in which a program may have written them: UTF-8, UTF-16, hexadecimal,
/// base 64.
pub struct Search {
    forms: Vec<Form>,
}

struct Form {
    mark: String,
    written_as: &'static str,
    finder: memmem::Finder<'static>,
}

impl Search {
    /// A search for these marks: text that stands nowhere by chance.
    pub fn of<'a>(marks: impl IntoIterator<Item = &'a str>) -> Self {
        let forms = marks.into_iter().flat_map(forms).collect();
        Self { forms }
    }

    /// What was found in these bytes, in words.
    pub fn within(&self, bytes: &[u8]) -> Vec<String> {
        let found = self
            .forms
            .iter()
            .filter(|form| form.finder.find(bytes).is_some());
        found
            .map(|form| format!("{} as {}", form.mark, form.written_as))
            .collect()
    }

    /// What was found in the files of a folder and of those in it, and in their names.
    pub fn below(&self, folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for file in files_below(folder) {
            let name = file.to_string_lossy().into_owned();
            // A socket or a pipe holds nothing.
            let content = std::fs::read(&file).unwrap_or_default();
            let here = self.within(&content).into_iter();
            let here = here.chain(self.within(name.as_bytes()));
            found.extend(here.map(|what| format!("{name}: {what}")));
        }
        found
    }
}

/// The files of a folder and of those in it.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn forms(mark: &str) -> Vec<Form> {
    let hex = mark
        .bytes()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let utf16 = |bytes: fn(u16) -> [u8; 2]| mark.encode_utf16().flat_map(bytes).collect();
    let mut all: Vec<(&'static str, Vec<u8>)> = vec![
        ("UTF-8", mark.into()),
        ("UTF-16, little end first", utf16(u16::to_le_bytes)),
        ("UTF-16, big end first", utf16(u16::to_be_bytes)),
        ("hexadecimal digits", hex.clone().into()),
        ("hexadecimal digits", hex.to_uppercase().into()),
    ];
    all.extend((0..3).map(|shift| ("base 64", base64_within(mark.as_bytes(), shift))));
    all.into_iter()
        .map(|(written_as, bytes)| Form {
            mark: mark.to_owned(),
            written_as,
            finder: memmem::Finder::new(&bytes).into_owned(),
        })
        .collect()
}

/// What base 64 makes of these bytes wherever `shift` others stand before them: the digits that
/// depend on these bytes alone.
fn base64_within(bytes: &[u8], shift: usize) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let padded: Vec<u8> = std::iter::repeat_n(0, shift)
        .chain(bytes.iter().copied())
        .collect();
    let digits = padded.chunks_exact(3).flat_map(|three| {
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        [18, 12, 6, 0].map(|place| DIGITS[(bits >> place & 63) as usize])
    });
    // The first digits carry bits of what stands before: 0 bytes, 8 bits, 16 bits.
    digits.skip([0, 2, 3][shift]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_in_every_form() {
        let search = Search::of(["Hidden7Mark"]);
        let utf16: Vec<u8> = "xHidden7Mark"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        // Made with `printf xyzHidden7Mark! | base64`, with none to two letters before the mark.
        let written: [&[u8]; 7] = [
            b"..Hidden7Mark..",
            &utf16,
            b"48696464656e374d61726b",
            b"48696464656E374D61726B",
            b"SGlkZGVuN01hcmsh",
            b"eEhpZGRlbjdNYXJrIQ==",
            b"eHlIaWRkZW43TWFyayE=",
        ];
        for bytes in written {
            assert!(!search.within(bytes).is_empty(), "{bytes:?}");
        }
        assert!(search.within(b"Hidden8Mark").is_empty());
    }
}
