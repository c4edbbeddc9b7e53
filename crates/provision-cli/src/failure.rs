//! How a command ends.

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

use console::style;
use provisioning::roster::ReadError;
use provisioning::{
    ConnectError, ProvisioningError, RECOVERY_CODE_VARIABLE, StopReason, with_causes,
};

/// A command that did what it could.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All done.
    Done,
    /// Partly done: some rows were left out for errors, failed, were refused or are unknown.
    Partly,
    /// Nothing was done.
    Nothing,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Nothing => Self::FAILURE,
            Outcome::Partly => Self::from(3),
        }
    }
}

/// A command that could not be carried out: what happened, and the way out.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    is_usage: bool,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
            is_usage: false,
        }
    }

    /// Wrong usage: exit code 2.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            is_usage: true,
            ..Self::new(message)
        }
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    pub(crate) fn of(error: &dyn Error) -> Self {
        Self::new(with_causes(error))
    }

    /// The reading of a file failed.
    pub(crate) fn reading(file: &std::path::Path, error: &ReadError) -> Self {
        let failure = Self::new(format!(
            "failed to open {}: {}",
            file.display(),
            with_causes(error)
        ));
        failure.maybe_hint(error.hint())
    }

    fn maybe_hint(self, hint: Option<&str>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(if self.is_usage { 2 } else { 1 })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}",
            style("error").red().bold().for_stderr(),
            self.message
        )?;
        match &self.hint {
            Some(hint) => write!(f, "\n{}: {hint}", style("hint").cyan().for_stderr()),
            None => Ok(()),
        }
    }
}

impl From<ProvisioningError> for Failure {
    fn from(error: ProvisioningError) -> Self {
        let failure = Self::of(&error);
        match error.hint() {
            Some(hint) if error.is_ledger_unopenable() => failure.hint(with_commands(hint)),
            hint => failure.maybe_hint(hint),
        }
    }
}

/// What opens a ledger again, in this program's words.
fn with_commands(hint: &str) -> String {
    format!(
        "{hint}\n      `vault recovery-code --restore` takes a code, without a keychain \
         {RECOVERY_CODE_VARIABLE} does; `vault set-aside` sets the ledger aside"
    )
}

impl From<provisioning::ledger::LedgerError> for Failure {
    fn from(error: provisioning::ledger::LedgerError) -> Self {
        ProvisioningError::from(error).into()
    }
}

impl From<provisioning::vault::VaultError> for Failure {
    fn from(error: provisioning::vault::VaultError) -> Self {
        ProvisioningError::from(error).into()
    }
}

impl From<provisioning::JournalStopped> for Failure {
    fn from(error: provisioning::JournalStopped) -> Self {
        ProvisioningError::from(error).into()
    }
}

impl From<ConnectError> for Failure {
    fn from(error: ConnectError) -> Self {
        ProvisioningError::from(error).into()
    }
}

impl From<&StopReason> for Failure {
    fn from(reason: &StopReason) -> Self {
        Self::new(reason.to_string()).hint(reason.hint())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::of(&error)
    }
}
