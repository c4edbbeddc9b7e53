//! Finding a sheet's part in a package by its place in the workbook.

use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::tags::Tags;

/// A package that is open.
pub(super) struct Package<R: Read + Seek> {
    archive: ZipArchive<R>,
    names: Vec<String>,
}

impl<R: Read + Seek> Package<R> {
    pub(super) fn open(input: R) -> Option<Self> {
        let mut archive = ZipArchive::new(input).ok()?;
        let names = (0..archive.len()).filter_map(|index| {
            archive
                .by_index_raw(index)
                .ok()?
                .name()
                .ok()
                .map(std::borrow::Cow::into_owned)
        });
        let names = names.collect();
        Some(Self { archive, names })
    }

    /// The part whose name ends so, without regard to case.
    pub(super) fn part(&mut self, end: &str) -> Option<ZipFile<'_, R>> {
        let end = end.to_lowercase();
        let name = self
            .names
            .iter()
            .find(|name| name.to_lowercase().ends_with(&end))?;
        self.archive.by_name(name).ok()
    }

    /// The part to which the workbook refers by this ID.
    pub(super) fn related(&mut self, relations: &str, id: &[u8]) -> Option<ZipFile<'_, R>> {
        let mut tags = Tags::new(self.part(relations)?);
        let target = loop {
            let tag = tags.next().ok()??;
            if tag.attribute(b"Id") == Some(id) {
                break String::from_utf8(tag.attribute(b"Target")?.to_vec()).ok()?;
            }
        };
        drop(tags);
        // `worksheets/sheet1.xml` beside the workbook, or `/xl/worksheets/sheet1.xml` from the root.
        self.part(target.trim_start_matches('/'))
    }
}
