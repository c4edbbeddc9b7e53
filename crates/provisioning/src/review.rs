//! A sheet under review, with where it came from.

use std::path::Path;
use std::sync::{Arc, RwLock};

use roster::{ReadError, ReadOptions, Roster, Rules};
use sha2::{Digest, Sha256};

use crate::files::sha256_of;
use crate::plan::{Provenance, SharedRoster};

/// A sheet under review.
#[derive(Clone, Debug)]
pub struct Review {
    roster: SharedRoster,
    provenance: Provenance,
}

impl Review {
    /// Reads a file; its content decides its format.
    ///
    /// # Errors
    /// When it cannot be read as a sheet.
    pub fn open(path: &Path, options: &ReadOptions, rules: Rules) -> Result<Self, ReadError> {
        let roster = Roster::open(path, options, rules)?;
        let file_name = path.file_name().unwrap_or(path.as_os_str());
        Ok(Self::of(
            roster,
            file_name.to_string_lossy().into_owned(),
            sha256_of(path)?,
        ))
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
        Ok(Self::of(
            roster,
            name.to_owned(),
            hex::encode(Sha256::digest(bytes)),
        ))
    }

    fn of(roster: Roster, file_name: String, sha256: String) -> Self {
        Self {
            roster: Arc::new(RwLock::new(roster)),
            provenance: Provenance { file_name, sha256 },
        }
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
