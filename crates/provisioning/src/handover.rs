//! The initial passwords, for the people they belong to: one encrypted zip, deliberately made.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use ledger::{LedgerError, Reader, SubmissionId};
use roster::Roster;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, ZipWriter};

use crate::error::ProvisioningError;
use crate::journal::Journal;

/// A passphrase must have as many characters: the zip goes out of the house.
pub const SHORTEST_PASSPHRASE: usize = 12;

/// Why no handover was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HandoverError {
    /// The passphrase is too short to protect passwords.
    #[error("a passphrase needs at least {SHORTEST_PASSPHRASE} characters")]
    ShortPassphrase,
    /// The ledger has no passwords of this submission, or none any more.
    #[error("this submission has no passwords to hand over")]
    NoPasswords,
    /// The zip could not be made.
    #[error("failed to make the zip")]
    Zip(#[from] zip::result::ZipError),
    /// The zip could not be written.
    #[error("failed to write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// A user and the password it starts with.
struct Line {
    cells: Zeroizing<[String; 5]>,
}

/// The passwords that a roster would send: to be handed over before the ledger forgets them.
///
/// # Errors
/// When there are none, the passphrase is short, or the zip cannot be written.
pub fn hand_over_roster(
    roster: &Roster,
    passphrase: &SecretString,
    path: &Path,
) -> Result<u64, HandoverError> {
    let users = roster.users().filter(|user| !user.password.is_empty());
    let lines = users.map(|user| Line {
        cells: Zeroizing::new([
            user.firstname,
            user.surname,
            user.phone,
            user.email,
            user.password.expose_password().to_owned(),
        ]),
    });
    write(&lines.collect::<Vec<_>>(), passphrase, path)
}

/// The passwords that the ledger still has: of users that are not provisioned yet.
pub(crate) async fn hand_over_submission(
    journal: &Journal,
    submission: SubmissionId,
    passphrase: SecretString,
    path: PathBuf,
) -> Result<u64, ProvisioningError> {
    let lines = journal
        .run(move |ledger| lines_of(ledger, submission))
        .await??;
    Ok(write(&lines, &passphrase, &path)?)
}

fn lines_of(ledger: &Reader, submission: SubmissionId) -> Result<Vec<Line>, LedgerError> {
    let mut lines = Vec::new();
    ledger.users_with_passwords(submission, |user| {
        let password = user
            .password
            .map(|password| password.expose_password().to_owned());
        lines.push(Line {
            cells: Zeroizing::new([
                user.firstname,
                user.surname.unwrap_or_default(),
                user.phone,
                user.email.unwrap_or_default(),
                password.unwrap_or_default(),
            ]),
        });
    })?;
    Ok(lines)
}

/// The zip is made in memory and written as a whole: no unencrypted byte touches the disk.
fn write(lines: &[Line], passphrase: &SecretString, path: &Path) -> Result<u64, HandoverError> {
    if passphrase.expose_secret().chars().count() < SHORTEST_PASSPHRASE {
        return Err(HandoverError::ShortPassphrase);
    }
    if lines.is_empty() {
        return Err(HandoverError::NoPasswords);
    }
    let bytes = zipped(&table(lines), passphrase)?;
    crate::files::write_whole(path, &bytes).map_err(|source| HandoverError::Write {
        path: path.to_owned(),
        source,
    })?;
    Ok(lines.len() as u64)
}

fn table(lines: &[Line]) -> Zeroizing<Vec<u8>> {
    let room = lines
        .iter()
        .flat_map(|line| line.cells.iter())
        .map(|cell| 2 * cell.len() + 4);
    let mut text = Vec::with_capacity(64 + room.sum::<usize>());
    text.extend_from_slice(b"\xEF\xBB\xBF");
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(text);
    writer
        .write_record([
            "First name",
            "Surname",
            "Phone",
            "E-mail",
            "Initial password",
        ])
        .expect("memory takes every row");
    for line in lines {
        writer
            .write_record(line.cells.iter())
            .expect("memory takes every row");
    }
    Zeroizing::new(writer.into_inner().expect("memory takes every row"))
}

/// AES-256 (`WinZip` AE-2): 7-Zip, `WinZip`, Keka and the Finder's successors open it; Windows
/// Explorer alone does not.
fn zipped(table: &[u8], passphrase: &SecretString) -> Result<Vec<u8>, HandoverError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .with_aes_encryption(AesMode::Aes256, passphrase.expose_secret());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("initial passwords.csv", options)?;
    zip.write_all(table).map_err(zip::result::ZipError::from)?;
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use roster::{ReadOptions, Rules};

    use super::*;

    const SHEET: &str =
        "firstname,phone,password\nAna,0027188460901,Q!@1assword\nBen,0027188460902,\n";

    fn roster() -> Roster {
        Roster::read(
            "sheet",
            SHEET.as_bytes(),
            &ReadOptions::default(),
            Rules::default(),
        )
        .unwrap()
    }

    #[test]
    fn a_handover_opens_with_its_passphrase_and_shows_nothing_without() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("handover.zip");
        let passphrase = SecretString::from("correct horse battery");
        assert_eq!(hand_over_roster(&roster(), &passphrase, &path).unwrap(), 1);
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(11).any(|piece| piece == b"Q!@1assword"));
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert!(zip.by_index(0).is_err(), "it opens without a passphrase");
        let mut text = String::new();
        let mut file = zip.by_index_decrypt(0, b"correct horse battery").unwrap();
        file.read_to_string(&mut text).unwrap();
        assert!(
            text.contains("Ana,,0027188460901,,Q!@1assword\r\n"),
            "{text}"
        );
        assert!(
            !text.contains("Ben"),
            "a user without a password has nothing to be handed"
        );
    }

    #[test]
    fn a_short_passphrase_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("handover.zip");
        let refused = hand_over_roster(&roster(), &SecretString::from("short"), &path);
        assert!(matches!(refused, Err(HandoverError::ShortPassphrase)));
        assert!(!path.exists());
    }
}
