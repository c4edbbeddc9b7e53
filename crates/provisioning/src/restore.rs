//! The ledger's key, typed in from the sheet of paper that its recovery code was printed on.

use ledger::{LedgerError, LedgerKey, Reader};
use vault::{RecoveryCode, Vault};

use crate::error::ProvisioningError;
use crate::folders::Folders;

/// A recovery code that opens the ledger, and whose key is not in the keychain yet.
///
/// Between [`Restoration::of`] and [`Restoration::finish`] a person is handed the code of the key that
/// is in the way, so that at no moment the only copy of a key is one that nobody has seen.
#[derive(Debug)]
pub struct Restoration {
    code: RecoveryCode,
    other: Option<RecoveryCode>,
}

impl Restoration {
    /// Tries a code that was typed in on the ledger. Nothing is changed. It may block on the keychain.
    ///
    /// # Errors
    /// When the text is no recovery code, when it is another ledger's, and when the keychain says no.
    pub fn of(folders: &Folders, vault: &Vault, typed: &str) -> Result<Self, ProvisioningError> {
        let code = RecoveryCode::parse(typed).map_err(ProvisioningError::TypedCode)?;
        require_code_fits(folders, &code)?;
        let present = vault.recovery_code()?;
        let other = present.filter(|present| *present != code);
        Ok(Self { code, other })
    }

    /// The code of another key that is in the keychain. It may open another ledger: a person keeps it
    /// before the key goes.
    pub fn other_code(&self) -> Option<&RecoveryCode> {
        self.other.as_ref()
    }

    /// Puts the key into the keychain, in the place of the other one if there was one.
    ///
    /// # Errors
    /// When the keychain says no, and when it holds a third key by now. It is as before then.
    pub fn finish(&self, vault: &Vault) -> Result<(), ProvisioningError> {
        match &self.other {
            Some(other) => vault.exchange_ledger_key(&self.code, other)?,
            None => vault.restore_ledger_key(&self.code)?,
        }
        Ok(())
    }
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

        let refused = Restoration::of(&folders, &vault, &typed(&wrong)).unwrap_err();
        assert!(matches!(refused, ProvisioningError::CodeOfAnotherLedger));
        let slip = Restoration::of(&folders, &vault, "ABCD-EFGH").unwrap_err();
        assert!(matches!(slip, ProvisioningError::TypedCode(_)));

        let restoration = Restoration::of(&folders, &vault, &typed(&right)).unwrap();
        assert_eq!(restoration.other_code(), None);
        assert_eq!(vault.recovery_code().unwrap(), None, "it was only tried");
        restoration.finish(&vault).unwrap();
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
    fn another_key_in_the_keychain_is_handed_out_before_it_goes() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let vault = Vault::session_only(&folders.config);
        let (first, second) = (RecoveryCode::random(), RecoveryCode::random());
        vault.restore_ledger_key(&first).unwrap();
        let restore =
            |code: &RecoveryCode| Restoration::of(&folders, &vault, &code.expose_text()).unwrap();
        let same = restore(&first);
        assert_eq!(
            same.other_code(),
            None,
            "the same key is nothing to hand out"
        );
        same.finish(&vault).unwrap();

        let exchange = restore(&second);
        assert_eq!(exchange.other_code(), Some(&first));
        assert_eq!(vault.recovery_code().unwrap(), Some(first.clone()));
        exchange.finish(&vault).unwrap();
        assert_eq!(vault.recovery_code().unwrap(), Some(second));
    }

    #[test]
    fn a_key_that_came_meanwhile_stays() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let vault = Vault::session_only(&folders.config);
        let typed = RecoveryCode::random();
        let restoration = Restoration::of(&folders, &vault, &typed.expose_text()).unwrap();
        let came = RecoveryCode::random();
        vault.restore_ledger_key(&came).unwrap();
        let refused = restoration.finish(&vault).unwrap_err();
        assert!(matches!(refused, ProvisioningError::Vault(error) if error.is_other_key()));
        assert_eq!(vault.recovery_code().unwrap(), Some(came));
    }
}
