//! Does the keychain keep what it is given? Write, read, delete, read again.

use std::fmt;

use crate::error::VaultError;
use crate::vault::Vault;

/// One thing a keychain must be able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HealthStep {
    /// Take an entry.
    Write,
    /// Give it back unchanged.
    Read,
    /// Let it go.
    Delete,
    /// Not have it any more.
    ReadAgain,
}

impl fmt::Display for HealthStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Write => "write",
            Self::Read => "read",
            Self::Delete => "delete",
            Self::ReadAgain => "read again",
        })
    }
}

/// What the examination of the keychain found.
#[derive(Debug)]
pub struct HealthReport {
    /// What keeps the secrets, by the name people know it.
    pub keychain: &'static str,
    /// Nothing outlasts this session.
    pub session_only: bool,
    /// The steps that went well, in order.
    pub passed: Vec<HealthStep>,
    /// The step that did not, and why; nothing was tried after it.
    pub failed: Option<(HealthStep, VaultError)>,
}

impl HealthReport {
    /// Every step went well.
    pub fn is_healthy(&self) -> bool {
        self.failed.is_none()
    }
}

impl Vault {
    /// Tries the keychain with an entry of its own, which is gone afterwards.
    pub fn health(&self) -> HealthReport {
        let mut report = HealthReport {
            keychain: self.keychain_name(),
            session_only: self.is_session_only(),
            passed: Vec::new(),
            failed: None,
        };
        let entry = format!("health check {}", hex::encode(rand::random::<[u8; 4]>()));
        let secret = hex::encode(rand::random::<[u8; 16]>());
        for step in [
            HealthStep::Write,
            HealthStep::Read,
            HealthStep::Delete,
            HealthStep::ReadAgain,
        ] {
            match self.try_step(step, &entry, &secret) {
                Ok(()) => report.passed.push(step),
                Err(error) => {
                    report.failed = Some((step, error));
                    break;
                }
            }
        }
        report
    }

    fn try_step(&self, step: HealthStep, entry: &str, secret: &str) -> Result<(), VaultError> {
        let expected = match step {
            HealthStep::Write => return self.keychain.set(entry, secret),
            HealthStep::Delete => return self.keychain.remove(entry),
            HealthStep::Read => Some(secret),
            HealthStep::ReadAgain => None,
        };
        let found = self.keychain.get(entry)?;
        if found.as_ref().map(|found| found.as_str()) == expected {
            Ok(())
        } else {
            Err(VaultError::Untrue)
        }
    }

    fn keychain_name(&self) -> &'static str {
        if self.is_session_only() {
            "this session only"
        } else if cfg!(windows) {
            "Windows Credential Manager"
        } else if cfg!(target_os = "macos") {
            "macOS Keychain"
        } else {
            "Secret Service"
        }
    }
}
