//! A sheet under review, with where it came from.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use ledger::SubmissionId;
use roster::{ReadError, ReadOptions, RestoreError, Roster, Rules};
use sha2::{Digest, Sha256};

use crate::files::sha256_of;
use crate::plan::{Provenance, SharedRoster};

/// A sheet under review.
#[derive(Clone, Debug)]
pub struct Review {
    roster: SharedRoster,
    provenance: Provenance,
    content: Content,
    resubmits: Option<SubmissionId>,
}

/// Where the sheet's content can be had again.
#[derive(Clone)]
pub(crate) enum Content {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// The content is full of people's data and passwords.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File(_) => "File(…)",
            Self::Memory(_) => "Memory(…)",
        })
    }
}

impl Review {
    /// Reads a file; its content decides its format.
    ///
    /// # Errors
    /// When it cannot be read as a sheet.
    pub fn open(path: &Path, options: &ReadOptions, rules: Rules) -> Result<Self, ReadError> {
        let roster = Roster::open(path, options, rules)?;
        let file_name = path.file_name().unwrap_or(path.as_os_str());
        let file_name = file_name.to_string_lossy().into_owned();
        let content = Content::File(path.to_owned());
        Ok(Self::of(roster, file_name, sha256_of(path)?, content))
    }

    /// Reads content that is in memory: rows pasted from a spreadsheet program, or a sample.
    ///
    /// # Errors
    /// When it cannot be read as a sheet.
    pub fn read(
        name: &str,
        bytes: &[u8],
        options: &ReadOptions,
        rules: Rules,
    ) -> Result<Self, ReadError> {
        let roster = Roster::read(name, bytes, options, rules)?;
        Ok(Self::of_bytes(roster, name, bytes))
    }

    /// Takes a draft up again; its file or content must be what it was.
    pub(crate) fn restore(
        file_name: &str,
        content: &Content,
        draft: &roster::Draft,
    ) -> Result<Self, RestoreError> {
        match content {
            Content::File(path) => {
                let roster = Roster::restore(path, draft)?;
                let sha256 = sha256_of(path).map_err(ReadError::from)?;
                Ok(Self::of(
                    roster,
                    file_name.to_owned(),
                    sha256,
                    content.clone(),
                ))
            }
            Content::Memory(bytes) => {
                let roster = Roster::restore_read(file_name, bytes, draft)?;
                Ok(Self::of_bytes(roster, file_name, bytes))
            }
        }
    }

    fn of_bytes(roster: Roster, name: &str, bytes: &[u8]) -> Self {
        let sha256 = hex::encode(Sha256::digest(bytes));
        Self::of(
            roster,
            name.to_owned(),
            sha256,
            Content::Memory(bytes.into()),
        )
    }

    fn of(roster: Roster, file_name: String, sha256: String, content: Content) -> Self {
        Self {
            roster: Arc::new(RwLock::new(roster)),
            provenance: Provenance { file_name, sha256 },
            content,
            resubmits: None,
        }
    }

    /// The same sheet as one that sends failed users of a submission again.
    pub(crate) fn resubmitting(mut self, submission: Option<SubmissionId>) -> Self {
        self.resubmits = submission;
        self
    }

    /// The submission whose failures these rows are, when they are.
    pub fn resubmits(&self) -> Option<SubmissionId> {
        self.resubmits
    }

    /// The file that was read, unless the rows came from elsewhere.
    pub fn path(&self) -> Option<&Path> {
        match &self.content {
            Content::File(path) => Some(path),
            Content::Memory(_) => None,
        }
    }

    pub(crate) fn content(&self) -> &Content {
        &self.content
    }

    /// The roster, shared with the ledger's thread while a plan is written.
    pub fn roster(&self) -> &SharedRoster {
        &self.roster
    }

    /// Where it came from.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}

/// The name of [`SAMPLE`].
pub const SAMPLE_NAME: &str = "new-colleagues.xlsx";

/// A sheet of invented colleagues to practise with, a few rows of which need attention.
pub const SAMPLE: &[u8] = include_bytes!("../samples/new-colleagues.xlsx");
