//! The ways back to a ledger that does not open: its recovery code, or a new ledger beside it.
//!
//! Nothing here deletes anything. A ledger that cannot be opened is moved aside, and the receipts with
//! every task ID stay where they are.

use std::sync::Arc;

use provisioning::ledger::Receipt;
use provisioning::vault::RecoveryCode;
use provisioning::{Memory, Restoration, recovery_code, set_ledger_aside};

use crate::contract::app::LedgerPlace;
use crate::contract::error::{CommandError, ErrorCode};
use crate::contract::recovery::{self as shown, Receipts, SetAside};
use crate::contract::secret::SecretText;
use crate::house::House;
use crate::translate::{count, instant};

/// Receipts in one answer; the file has all of them.
const LATEST: usize = 1000;

impl House {
    /// The ledger's key as a code to be written on paper. It opens the ledger, and goes to a
    /// [`crate::window::CodeDialog`]: never to the web view.
    pub(crate) fn recovery_code(&self) -> Result<RecoveryCode, CommandError> {
        let vault = self.provisioner.vault();
        if vault.is_session_only() && self.provisioner.memory() != Memory::KeptByCode {
            return Err(CommandError::new(
                ErrorCode::KeychainUnavailable,
                "the ledger has no key: it is kept for this session only",
            ));
        }
        recovery_code(vault)?.ok_or_else(|| {
            CommandError::new(ErrorCode::LedgerLocked, "the keychain has no ledger key")
        })
    }

    /// Tries a code that was typed in on the ledger; nothing is changed.
    pub(crate) fn try_code(&self, typed: &SecretText) -> Result<Restoration, CommandError> {
        self.require_closed()?;
        let (folders, vault) = (self.provisioner.folders(), self.provisioner.vault());
        let text = typed.expose_secret_text();
        Ok(Restoration::of(folders, vault, text)?)
    }

    /// Gives the ledger its key back.
    pub(crate) fn restore_key(&self, tried: &Restoration) -> Result<(), CommandError> {
        self.require_closed()?;
        Ok(tried.finish(self.provisioner.vault())?)
    }

    /// Moves the ledger aside, so that a new one can begin.
    pub(crate) fn set_ledger_aside(&self) -> Result<SetAside, CommandError> {
        self.require_closed()?;
        let kept = set_ledger_aside(self.provisioner.folders())?;
        Ok(SetAside {
            kept_as: kept.map(|path| path.display().to_string()),
            reopen_failed: None,
        })
    }

    /// Lets go of a ledger that turned out to be damaged while it was open: it is closed then, with the
    /// ways out that a closed one has. False when it is sound, and stays open.
    ///
    /// # Errors
    /// When users are being sent, whose answers have to be written down.
    pub(crate) async fn leave_damaged_ledger(self: &Arc<Self>) -> Result<bool, CommandError> {
        let _alone = self.ledger_in_use.write().await;
        if !self.runs.sending().is_empty() {
            return Err(
                CommandError::new(ErrorCode::WrongState, "users are being sent").with_hint(
                    "pause, and close the program when what is on its way has come home",
                ),
            );
        }
        self.end_all_following().await;
        let damage = match self.provisioner.leave_damaged_ledger().await {
            Ok(Some(damage)) => damage,
            sound_or_unread => {
                // What was accepted is followed on.
                tokio::spawn(Arc::clone(self).follow_on());
                return sound_or_unread.map(|_| false).map_err(CommandError::from);
            }
        };
        self.note_closed(damage.into());
        self.reviews.forget_drafts();
        Ok(true)
    }

    async fn follow_on(self: Arc<Self>) {
        if let Err(error) = self.resume_following().await {
            tracing::warn!(
                error = error.message,
                "what was accepted cannot be followed now"
            );
        }
    }

    /// A ledger that is open is not to be closed under what is on its way.
    pub(crate) fn require_closed(&self) -> Result<(), CommandError> {
        if self.ledger().place == LedgerPlace::Closed {
            return Ok(());
        }
        Err(CommandError::new(
            ErrorCode::WrongState,
            "the ledger is open",
        ))
    }

    /// The house again, with its ledger open and the reviews that were begun meanwhile as drafts in it.
    ///
    /// # Errors
    /// When the ledger still does not open; this house goes on then.
    pub(crate) async fn reopened(self: &Arc<Self>) -> Result<Self, CommandError> {
        self.require_closed()?;
        let house = self.apart(Self::opened_anew).await?;
        house.can_write_down()?;
        self.put_all_away().await?;
        house
            .provisioner
            .take_over_drafts(&self.provisioner)
            .await?;
        Ok(house)
    }

    /// Every task ID that was ever given out, whatever became of the ledger.
    pub(crate) fn receipts(&self) -> Result<Receipts, CommandError> {
        let receipts = self.provisioner.receipts();
        let all = receipts
            .read_all()
            .map_err(|error| CommandError::new(ErrorCode::FileUnreadable, error.to_string()))?;
        Ok(Receipts {
            file: receipts.path().display().to_string(),
            total: count(all.len()),
            latest: all.into_iter().rev().take(LATEST).map(listed).collect(),
        })
    }
}

fn listed(receipt: Receipt) -> shown::Receipt {
    shown::Receipt {
        at: instant(receipt.time),
        host: receipt.host,
        task_id: receipt.task_id,
        trace_id: receipt.trace_id,
        users: count(receipt.users),
        file_name: receipt.file_name,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use chrono::Utc;
    use provisioning::ledger::{Ledger, LedgerKey};

    use super::*;
    use crate::contract::recovery::Restored;
    use crate::house::tests::house_in;

    const SHEET: &str = "First name\tPhone\nAna\t0027188460901\n";

    fn lost_ledger(home: &Path) -> RecoveryCode {
        let code = RecoveryCode::random();
        let key = LedgerKey::new(*code.key().expose_bytes());
        drop(Ledger::open(&home.join("data"), &key).unwrap());
        code
    }

    fn typed(text: &str) -> SecretText {
        text.to_owned().into()
    }

    #[tokio::test]
    async fn the_right_code_alone_brings_the_key_back() {
        let home = tempfile::tempdir().unwrap();
        let code = lost_ledger(home.path());
        let house = house_in(home.path());
        let refused = |text: &str| house.try_code(&typed(text)).unwrap_err().code;
        assert_eq!(refused("12345"), ErrorCode::RecoveryCodeInvalid);
        let other = RecoveryCode::random().expose_text();
        assert_eq!(refused(&other), ErrorCode::RecoveryCodeOther);
        let tried = house.try_code(&typed(&code.expose_text())).unwrap();
        assert_eq!(tried.other_code(), None);
        let vault = house.provisioner.vault();
        assert_eq!(vault.recovery_code().unwrap(), None, "it was only tried");
        house.restore_key(&tried).unwrap();
        assert_eq!(vault.recovery_code().unwrap(), Some(code));
    }

    #[tokio::test]
    async fn an_open_ledger_asks_for_no_code() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path()).reopened().await.unwrap();
        let code = RecoveryCode::random().expose_text();
        let refused = house.try_code(&typed(&code)).unwrap_err();
        assert_eq!(refused.code, ErrorCode::WrongState);
    }

    #[test]
    fn what_was_done_is_told_even_if_the_ledger_does_not_open_then() {
        let full = || CommandError::new(ErrorCode::LedgerUnavailable, "the disk is full");
        let restored = Restored::with_ledger(Err(full()));
        assert!(restored.key_is_back);
        let failed = restored.reopen_failed.unwrap();
        assert_eq!(failed.message, "the disk is full");

        let aside = SetAside {
            kept_as: Some("ledger-aside.db".into()),
            reopen_failed: None,
        };
        let aside = aside.and_opened(Err(full()));
        assert_eq!(aside.kept_as.as_deref(), Some("ledger-aside.db"));
        assert!(aside.reopen_failed.is_some());
    }

    #[tokio::test]
    async fn a_review_that_was_begun_without_a_ledger_is_a_draft_in_the_one_that_opens() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        let review = house.open_pasted(SHEET.to_owned()).await.unwrap();
        house.review(&review).await.unwrap();
        // No keychain here: what opens anew is a ledger for this session.
        let again = Arc::new(house.reopened().await.unwrap());
        let drafts = again.drafts().await.unwrap();
        assert_eq!(drafts.len(), 1, "{drafts:?}");
        assert_eq!(drafts[0].rows, 1);
        assert_eq!(
            again.reopened().await.err().unwrap().code,
            ErrorCode::WrongState
        );
    }

    #[tokio::test]
    async fn an_open_ledger_is_not_set_aside() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path()).reopened().await.unwrap();
        let refused = house.set_ledger_aside().unwrap_err();
        assert_eq!(refused.code, ErrorCode::WrongState);
    }

    #[tokio::test]
    async fn a_sound_ledger_is_not_let_go_of() {
        let home = tempfile::tempdir().unwrap();
        let house = Arc::new(house_in(home.path()).reopened().await.unwrap());
        assert!(!house.leave_damaged_ledger().await.unwrap());
        assert!(house.can_write_down().is_ok());
    }

    #[tokio::test]
    async fn what_was_open_beside_a_ledger_that_was_let_go_of_is_a_draft_in_the_next() {
        let home = tempfile::tempdir().unwrap();
        let house = Arc::new(house_in(home.path()).reopened().await.unwrap());
        let review = house.open_pasted(SHEET.to_owned()).await.unwrap();
        house.close_review(&review, true).await.unwrap();
        let kept = house.provisioner.drafts().await.unwrap().remove(0);
        let draft = house.drafts().await.unwrap().remove(0);
        house.review(&draft.review_id).await.unwrap();
        // What it was kept in is gone.
        house.provisioner.drop_draft(kept.id).await.unwrap();
        house.note_closed(CommandError::new(ErrorCode::LedgerDamaged, "malformed"));
        house.reviews.forget_drafts();
        let again = house.reopened().await.unwrap();
        assert_eq!(again.drafts().await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn receipts_are_read_without_a_ledger_the_latest_first() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        assert_eq!(house.receipts().unwrap().total, 0);
        fs::create_dir_all(home.path().join("data")).unwrap();
        for task_id in ["1893596414966089600", "1893596414966089601"] {
            let receipt = Receipt {
                time: Utc::now(),
                host: "intl.example.com".into(),
                signing_user: "8840".into(),
                trace_id: "t".into(),
                task_id: task_id.into(),
                users: 2,
                file_name: "users.xlsx".into(),
            };
            house.provisioner.receipts().append(&receipt).unwrap();
        }
        let receipts = house.receipts().unwrap();
        assert_eq!(receipts.total, 2);
        assert_eq!(receipts.latest[0].task_id, "1893596414966089601");
    }
}
