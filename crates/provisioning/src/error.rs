//! What can go wrong between the rooms.

use std::error::Error;

use ledger::LedgerError;

use crate::folders::NoHome;
use crate::journal::JournalStopped;

/// Why a use case could not be carried out. What was written before stays written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProvisioningError {
    /// The ledger said no.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The ledger's thread has ended.
    #[error(transparent)]
    Journal(#[from] JournalStopped),
    /// The vault said no.
    #[error(transparent)]
    Vault(#[from] vault::VaultError),
    /// The recovery code that was given is none.
    #[error(
        "the recovery code in `{}` cannot be used",
        crate::open::RECOVERY_CODE_VARIABLE
    )]
    RecoveryCode(#[from] vault::RecoveryCodeError),
    /// The recovery code that was typed in is none.
    #[error("the recovery code cannot be used")]
    TypedCode(#[source] vault::RecoveryCodeError),
    /// The recovery code that was typed in is that of another ledger.
    #[error("this recovery code does not open the ledger")]
    CodeOfAnotherLedger,
    /// There is a ledger, and its key is not in the keychain any more.
    #[error("the ledger's key is not in the keychain any more")]
    LedgerKeyGone,
    /// A submission is gone on with through another connection than it was planned for.
    #[error("the submission was planned for {planned}, not for {given}")]
    AnotherConnection {
        /// Signing user and host of the plan.
        planned: String,
        /// Signing user and host of the connection given.
        given: String,
    },
    /// What was typed is no task ID.
    #[error(transparent)]
    TaskId(#[from] koodrive_client::IdError),
    /// The sheet cannot be read.
    #[error(transparent)]
    Roster(#[from] roster::ReadError),
    /// A draft cannot be taken up again.
    #[error(transparent)]
    Draft(#[from] roster::RestoreError),
    /// What was kept of a draft cannot be understood.
    #[error("what was kept of this draft cannot be read")]
    DraftUnreadable,
    /// There is nobody to send again.
    #[error("nobody failed in this submission")]
    NobodyFailed,
    /// The connection has no keys here.
    #[error("no keys are known for the connection `{0}`")]
    KeysMissing(String),
    /// The report was not written.
    #[error(transparent)]
    Report(#[from] crate::report::ReportError),
    /// The handover was not written.
    #[error(transparent)]
    Handover(#[from] crate::handover::HandoverError),
    /// There is no place for the program's files.
    #[error(transparent)]
    NoHome(#[from] NoHome),
    /// The connection cannot be used as it is written down.
    #[error(transparent)]
    Connection(#[from] crate::connect::ConnectError),
    /// A batch could not be put into a request.
    #[error("failed to write the request for a batch")]
    Body(#[from] koodrive_client::BodyError),
    /// A task that sends a batch was lost; only a defect in this program does that.
    #[error("a request was lost")]
    Flight(#[source] tokio::task::JoinError),
}

impl ProvisioningError {
    /// The ledger cannot be opened, and never will as things are: a recovery code may help, and
    /// [`set_ledger_aside`](crate::set_ledger_aside) does.
    pub fn is_ledger_unopenable(&self) -> bool {
        match self {
            Self::Ledger(error) => error.is_unreadable() || error.is_damaged(),
            Self::LedgerKeyGone => true,
            _ => false,
        }
    }

    /// What a person can do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            // SQLite does not always say that it was room that was missing.
            Self::Ledger(LedgerError::Sql(_) | LedgerError::Io { .. }) => Some(
                "see that the disk has room and can be written, and try again; what was recorded before is safe",
            ),
            Self::Ledger(error) => error.hint(),
            Self::Vault(error) => error.hint(),
            Self::Roster(error) => error.hint(),
            Self::LedgerKeyGone => Some(
                "type in the recovery code if one was printed; otherwise have the ledger set aside (it is kept) and \
                 go on with a new one: the task IDs are in receipts.jsonl",
            ),
            Self::TypedCode(_) => Some("compare it with the sheet of paper, group by group"),
            Self::CodeOfAnotherLedger => {
                Some("it was printed for another one, perhaps one that was set aside")
            }
            Self::AnotherConnection { .. } => Some(
                "choose the connection the submission was planned for, or submit the sheet anew",
            ),
            Self::Handover(crate::handover::HandoverError::NoPasswords) => Some(
                "passwords are erased once their user is provisioned: hand them over before or while submitting",
            ),
            Self::Handover(crate::handover::HandoverError::ShortPassphrase) => {
                Some("a few random words make a good one")
            }
            _ => None,
        }
    }

    /// The message with its causes, in one line.
    pub fn with_causes(&self) -> String {
        with_causes(self)
    }
}

/// An error's message with its causes, in one line, each said once.
pub fn with_causes(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !words.contains(&said) {
            words.push_str(": ");
            words.push_str(&said);
        }
        cause = error.source();
    }
    words
}
