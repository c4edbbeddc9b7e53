//! Receipts: one line of text for each accepted batch, in a file that needs neither the key nor this program.
//!
//! `receipts.jsonl` stands beside the ledger. It is only ever appended to, and each line is synced before anybody is
//! told of the acceptance. It holds no personal data and no secrets: time, host, signing user, trace ID, task ID,
//! number of users, file name.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The file's name, in the ledger's folder.
pub const FILE_NAME: &str = "receipts.jsonl";

/// Proof that the service took a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When the acceptance was known, UTC.
    #[serde(serialize_with = "as_rfc3339", deserialize_with = "from_rfc3339")]
    pub time: DateTime<Utc>,
    /// The service's host.
    pub host: String,
    /// The KooDrive user ID that signed.
    pub signing_user: String,
    /// The request's trace ID.
    pub trace_id: String,
    /// The task ID, digit for digit.
    pub task_id: String,
    /// Users in the batch.
    pub users: u64,
    /// The sheet's file.
    pub file_name: String,
}

/// A receipt could not be written or the file not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// The file system failed.
    #[error("failed to {what} `{}`", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The ledger did not say what belongs on the receipt.
    #[error("failed to read the batch for its receipt")]
    Unreadable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ReceiptError {
    /// No room on the disk.
    pub fn is_disk_full(&self) -> bool {
        self.kind().is_some_and(|kind| {
            matches!(
                kind,
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            )
        })
    }

    /// The folder or the file may not be written.
    pub fn is_read_only(&self) -> bool {
        self.kind().is_some_and(|kind| {
            matches!(
                kind,
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            )
        })
    }

    fn kind(&self) -> Option<io::ErrorKind> {
        match self {
            Self::Io { source, .. } => Some(source.kind()),
            Self::Unreadable(_) => None,
        }
    }
}

/// A line that is written and not yet synced.
#[derive(Debug)]
#[must_use = "a line that is not synced may be lost"]
pub(crate) struct Written {
    receipts: Receipts,
    file: File,
    /// The file is new, so its name is to be synced as well.
    fresh: bool,
}

impl Written {
    /// Waits until the line is on the disk.
    pub(crate) fn sync(&self) -> Result<(), ReceiptError> {
        let failed = |what| self.receipts.failed(what);
        self.file.sync_data().map_err(failed("sync"))?;
        if self.fresh {
            sync_folder(&self.receipts.path).map_err(failed("sync the folder of"))?;
        }
        Ok(())
    }
}

/// The receipts of one folder.
#[derive(Debug, Clone)]
pub struct Receipts {
    path: PathBuf,
}

impl Receipts {
    /// The receipts in this folder. The file comes to be with the first receipt.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            path: folder.join(FILE_NAME),
        }
    }

    /// Where they are.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes one line and syncs it. When this returns, the task ID survives a lost key and a damaged ledger.
    ///
    /// A line that a crash or a full disk left half written stays as it is: the new one begins on a line of its own.
    pub fn append(&self, receipt: &Receipt) -> Result<(), ReceiptError> {
        self.write(receipt)?.sync()
    }

    /// Writes one line and leaves its sync to the caller, who has another one to wait for at the same time.
    pub(crate) fn write(&self, receipt: &Receipt) -> Result<Written, ReceiptError> {
        let fresh = !self.path.exists();
        let mut file = self.open().map_err(self.failed("open"))?;
        let line = line(receipt, ends_torn(&mut file).map_err(self.failed("read"))?);
        // One write: two copies of the program cannot mix their lines.
        file.write_all(line.as_bytes())
            .map_err(self.failed("write"))?;
        Ok(Written {
            receipts: self.clone(),
            file,
            fresh,
        })
    }

    /// Every receipt that can be read, the first one first. Lines that are torn or not receipts are passed over.
    pub fn read_all(&self) -> Result<Vec<Receipt>, ReceiptError> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed("open")(error)),
        };
        let mut receipts = Vec::new();
        // By bytes: a torn line may end inside a character.
        for line in BufReader::new(file).split(b'\n') {
            let line = line.map_err(self.failed("read"))?;
            receipts.extend(serde_json::from_slice::<Receipt>(&line).ok());
        }
        Ok(receipts)
    }

    fn open(&self) -> io::Result<File> {
        OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&self.path)
    }

    fn failed(&self, what: &'static str) -> impl Fn(io::Error) -> ReceiptError {
        let path = self.path.clone();
        move |source| ReceiptError::Io {
            what,
            path: path.clone(),
            source,
        }
    }
}

fn line(receipt: &Receipt, after_torn: bool) -> String {
    let json = serde_json::to_string(receipt).expect("text and numbers are always JSON");
    let start = if after_torn { "\n" } else { "" };
    format!("{start}{json}\n")
}

fn ends_torn(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Makes a new file's name last, where the system needs to be asked for that.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// NTFS journals names by itself, and a folder cannot be opened as a file.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

fn as_rfc3339<S: Serializer>(time: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&time.to_rfc3339_opts(SecondsFormat::Millis, true))
}

fn from_rfc3339<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    let text = String::deserialize(deserializer)?;
    DateTime::parse_from_rfc3339(&text)
        .map(|time| time.to_utc())
        .map_err(serde::de::Error::custom)
}
