//! Errors of every room as the codes that the screens act on, with the rooms' own words and hints.

use std::error::Error;

use provisioning::ledger::LedgerError;
use provisioning::roster::{EditError, FixError, ReadError, RestoreError, TemplateError};
use provisioning::vault::VaultError;
use provisioning::with_causes;
use provisioning::{ConnectError, HandoverError, JournalStopped, ProvisioningError, ReportError};

use crate::contract::error::{CommandError, ErrorCode};

fn told(code: ErrorCode, error: &dyn Error, hint: Option<&str>) -> CommandError {
    CommandError {
        code,
        message: with_causes(error),
        hint: hint.map(str::to_owned),
    }
}

/// An error's words with its hint, where there is room for one text only.
pub(crate) fn hinted(error: &dyn Error, hint: Option<&str>) -> String {
    let words = with_causes(error);
    hint.map_or_else(|| words.clone(), |hint| format!("{words}; {hint}"))
}

/// A failure that only a defect in this program makes.
pub(crate) fn unexpected(error: &dyn Error) -> CommandError {
    told(ErrorCode::Unexpected, error, None)
}

/// There is no such thing, as the screen names it.
pub(crate) fn not_found(what: &str, id: &str) -> CommandError {
    CommandError::new(ErrorCode::NotFound, format!("no such {what}: `{id}`"))
}

impl From<ProvisioningError> for CommandError {
    fn from(error: ProvisioningError) -> Self {
        let code = match &error {
            ProvisioningError::Ledger(error) => ledger_code(error),
            ProvisioningError::Journal(_) => ErrorCode::LedgerUnavailable,
            ProvisioningError::LedgerKeyGone => ErrorCode::LedgerLocked,
            ProvisioningError::RecoveryCode(_) | ProvisioningError::TypedCode(_) => {
                ErrorCode::RecoveryCodeInvalid
            }
            ProvisioningError::CodeOfAnotherLedger => ErrorCode::RecoveryCodeOther,
            ProvisioningError::Vault(error) => vault_code(error),
            ProvisioningError::Roster(error) => read_code(error),
            ProvisioningError::Draft(error) => restore_code(error),
            ProvisioningError::DraftUnreadable => ErrorCode::ReviewGone,
            ProvisioningError::NobodyFailed => ErrorCode::NothingToSend,
            ProvisioningError::KeysMissing(_) => ErrorCode::KeysMissing,
            ProvisioningError::AnotherConnection { .. }
            | ProvisioningError::TaskId(_)
            | ProvisioningError::Handover(
                HandoverError::ShortPassphrase | HandoverError::NoPasswords,
            ) => ErrorCode::WrongState,
            ProvisioningError::Report(_) | ProvisioningError::Handover(_) => {
                ErrorCode::FileUnwritable
            }
            ProvisioningError::Connection(_) => ErrorCode::ConnectionInvalid,
            _ => ErrorCode::Unexpected,
        };
        told(code, &error, error.hint())
    }
}

fn ledger_code(error: &LedgerError) -> ErrorCode {
    match error {
        LedgerError::InUse { .. } => ErrorCode::LedgerInUse,
        LedgerError::Unreadable { .. } => ErrorCode::LedgerLocked,
        LedgerError::Newer { .. } => ErrorCode::LedgerNewer,
        LedgerError::NotFound { .. } => ErrorCode::NotFound,
        LedgerError::WrongState { .. }
        | LedgerError::StillOpen { .. }
        | LedgerError::Invalid(_) => ErrorCode::WrongState,
        error if error.is_damaged() => ErrorCode::LedgerDamaged,
        _ => ErrorCode::LedgerUnavailable,
    }
}

fn vault_code(error: &VaultError) -> ErrorCode {
    match error {
        VaultError::NoSuchConnection(_) => ErrorCode::ConnectionGone,
        VaultError::Proxy(_) => ErrorCode::ProxyInvalid,
        VaultError::NameTaken(_) | VaultError::Invalid(_) | VaultError::TooLong { .. } => {
            ErrorCode::ConnectionInvalid
        }
        error if error.is_keychain() => ErrorCode::KeychainUnavailable,
        VaultError::Io { .. } | VaultError::Syntax { .. } => ErrorCode::FileUnwritable,
        _ => ErrorCode::Unexpected,
    }
}

fn read_code(error: &ReadError) -> ErrorCode {
    match error {
        ReadError::NotFound { .. }
        | ReadError::IsDirectory { .. }
        | ReadError::Io(_)
        | ReadError::TimedOut { .. } => ErrorCode::FileUnreadable,
        ReadError::Empty | ReadError::NoSheets => ErrorCode::SheetEmpty,
        ReadError::PasswordProtected => ErrorCode::SheetProtected,
        ReadError::NotASheet { .. } => ErrorCode::NotASheet,
        ReadError::Damaged { .. } => ErrorCode::SheetDamaged,
        ReadError::TooLarge { .. } => ErrorCode::SheetTooLarge,
        error if error.is_a_wrong_choice() => ErrorCode::WrongState,
        _ => ErrorCode::Unexpected,
    }
}

fn restore_code(error: &RestoreError) -> ErrorCode {
    match error {
        RestoreError::Read(error) => read_code(error),
        _ => ErrorCode::ReviewGone,
    }
}

impl From<LedgerError> for CommandError {
    fn from(error: LedgerError) -> Self {
        ProvisioningError::Ledger(error).into()
    }
}

impl From<VaultError> for CommandError {
    fn from(error: VaultError) -> Self {
        ProvisioningError::Vault(error).into()
    }
}

impl From<ReadError> for CommandError {
    fn from(error: ReadError) -> Self {
        ProvisioningError::Roster(error).into()
    }
}

impl From<ConnectError> for CommandError {
    fn from(error: ConnectError) -> Self {
        ProvisioningError::Connection(error).into()
    }
}

impl From<JournalStopped> for CommandError {
    fn from(error: JournalStopped) -> Self {
        ProvisioningError::Journal(error).into()
    }
}

impl From<ReportError> for CommandError {
    fn from(error: ReportError) -> Self {
        ProvisioningError::Report(error).into()
    }
}

impl From<EditError> for CommandError {
    fn from(error: EditError) -> Self {
        told(ErrorCode::NotFound, &error, None)
    }
}

impl From<FixError> for CommandError {
    fn from(error: FixError) -> Self {
        let code = match &error {
            FixError::NotMapped(_) | FixError::NoSuchColumn(_) => ErrorCode::FieldUnmapped,
            _ => ErrorCode::WrongState,
        };
        told(code, &error, None)
    }
}

impl From<TemplateError> for CommandError {
    fn from(error: TemplateError) -> Self {
        told(ErrorCode::FileUnwritable, &error, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_can_do_comes_along() {
        let error = CommandError::from(ReadError::PasswordProtected);
        assert_eq!(error.code, ErrorCode::SheetProtected);
        assert_eq!(error.message, "the file is protected with a password");
        assert!(
            error
                .hint
                .is_some_and(|hint| hint.contains("remove the password"))
        );
    }

    #[test]
    fn each_ledger_that_does_not_open_has_its_own_way_out() {
        let code = |error: ProvisioningError| CommandError::from(error).code;
        assert_eq!(
            code(ProvisioningError::LedgerKeyGone),
            ErrorCode::LedgerLocked
        );
        let path = std::path::PathBuf::from("ledger.db");
        let unreadable = LedgerError::Unreadable { path: path.clone() };
        assert_eq!(code(unreadable.into()), ErrorCode::LedgerLocked);
        let damaged = LedgerError::Unsound("a page is missing".into());
        assert_eq!(code(damaged.into()), ErrorCode::LedgerDamaged);
        let newer = LedgerError::Newer {
            path,
            found: 9,
            known: 1,
        };
        assert_eq!(code(newer.into()), ErrorCode::LedgerNewer);
    }

    #[test]
    fn a_missing_connection_is_told_from_a_missing_keychain() {
        let gone = CommandError::from(VaultError::NoSuchConnection("c1".into()));
        assert_eq!(gone.code, ErrorCode::ConnectionGone);
        let untrue = CommandError::from(VaultError::Untrue);
        assert_eq!(untrue.code, ErrorCode::KeychainUnavailable);
    }
}
