//! The ledger's key, typed in from the sheet of paper that its recovery code was printed on.

use ledger::{LedgerError, LedgerKey, Reader};
use vault::{RecoveryCode, Vault};

use crate::error::ProvisioningError;
use crate::folders::Folders;

/// Puts the key of a recovery code into the keychain, once it was seen to open the ledger.
///
/// Returns the code of another key that was there, which may open another ledger: a person keeps it.
///
/// # Errors
/// When the text is no recovery code, when it is another ledger's, and when the keychain says no. The
/// keychain is as before then.
pub fn restore_ledger_key(
    folders: &Folders,
    vault: &Vault,
    typed: &str,
) -> Result<Option<RecoveryCode>, ProvisioningError> {
    let code = RecoveryCode::parse(typed).map_err(ProvisioningError::TypedCode)?;
    require_code_fits(folders, &code)?;
    let other = vault.exchange_ledger_key(&code)?;
    Ok(other.filter(|other| *other != code))
}

/// Refuses a code that was not seen to fit the ledger, if there is one: the code of another ledger
/// would lock this one's door.
///
/// # Errors
/// When it is another ledger's, and when the ledger cannot be read for another reason, which says
/// nothing of the code.
pub fn require_code_fits(folders: &Folders, code: &RecoveryCode) -> Result<(), ProvisioningError> {
    if !ledger::exists(&folders.data) {
        return Ok(());
    }
    let key = LedgerKey::new(*code.key().expose_bytes());
    fits(Reader::open(&folders.data, &key))
}

/// A version is read from a file that was deciphered: such an error proves the key.
fn fits(opened: Result<Reader, LedgerError>) -> Result<(), ProvisioningError> {
    match opened {
        Ok(_) | Err(LedgerError::Newer { .. } | LedgerError::Older { .. }) => Ok(()),
        Err(error) if error.is_unreadable() => Err(ProvisioningError::CodeOfAnotherLedger),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use ledger::Ledger;

    use super::*;

    #[test]
    fn only_the_code_that_opens_the_ledger_reaches_the_keychain() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let (right, wrong) = (RecoveryCode::random(), RecoveryCode::random());
        let key = LedgerKey::new(*right.key().expose_bytes());
        drop(Ledger::open(&folders.data, &key).unwrap());
        let vault = Vault::session_only(&folders.config);
        let typed = |code: &RecoveryCode| code.expose_text().to_lowercase().replace('-', " ");

        let refused = restore_ledger_key(&folders, &vault, &typed(&wrong)).unwrap_err();
        assert!(matches!(refused, ProvisioningError::CodeOfAnotherLedger));
        let slip = restore_ledger_key(&folders, &vault, "ABCD-EFGH").unwrap_err();
        assert!(matches!(slip, ProvisioningError::TypedCode(_)));
        assert_eq!(vault.recovery_code().unwrap(), None, "nothing was kept");

        let other = restore_ledger_key(&folders, &vault, &typed(&right)).unwrap();
        assert_eq!(other, None);
        assert_eq!(vault.recovery_code().unwrap(), Some(right));
    }

    #[test]
    fn only_what_shows_that_the_file_was_deciphered_proves_a_key() {
        let path = || "ledger.db".into();
        let (found, known) = (9, 1);
        let version = |path| LedgerError::Newer { path, found, known };
        fits(Err(version(path()))).unwrap();
        let (found, known) = (1, 9);
        fits(Err(LedgerError::Older {
            path: path(),
            found,
            known,
        }))
        .unwrap();

        let not_read = LedgerError::Io {
            what: "read",
            path: path(),
            source: std::io::ErrorKind::TimedOut.into(),
        };
        for error in [not_read, LedgerError::Unsound("a page is torn".into())] {
            let said = error.to_string();
            let refused = fits(Err(error)).unwrap_err();
            assert!(matches!(refused, ProvisioningError::Ledger(_)));
            assert_eq!(refused.to_string(), said);
        }
    }

    #[test]
    fn another_key_that_was_in_the_keychain_is_handed_out() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let vault = Vault::session_only(&folders.config);
        let (first, second) = (RecoveryCode::random(), RecoveryCode::random());
        vault.restore_ledger_key(&first).unwrap();
        let restore = |code: &RecoveryCode| {
            restore_ledger_key(&folders, &vault, &code.expose_text()).unwrap()
        };
        assert_eq!(restore(&first), None, "the same key is nothing to hand out");
        assert_eq!(restore(&second), Some(first));
    }
}
