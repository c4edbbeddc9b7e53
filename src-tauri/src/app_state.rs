//! What the window needs before its first paint, and what the settings change.

use std::path::Path;
use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use provisioning::ledger::{BatchId, Settlement, SubmissionId};
use provisioning::roster::{Language, template};
use provisioning::{rules, vault};

use crate::contract::app::{AppState, LedgerPlace, Platform};
use crate::contract::error::{CommandError, ErrorCode};
use crate::contract::settings::Settings;
use crate::house::House;
use crate::translate;

impl House {
    /// What the window needs before its first paint.
    pub(crate) async fn app_state(self: &Arc<Self>) -> Result<AppState, CommandError> {
        let ledger = self.ledger();
        let recent = self.recent().await?;
        let drafts = self.drafts().await?;
        let connections = self.apart(Self::list_connections).await?;
        Ok(AppState {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            platform: PLATFORM,
            system_language: sys_locale::get_locale().unwrap_or_else(|| "en".to_owned()),
            first_start: connections.is_empty()
                && recent.is_empty()
                && drafts.is_empty()
                && ledger.place != LedgerPlace::Closed,
            settings: translate::settings::shown(&self.settings()?),
            active_connection: self.active_connection(),
            connections,
            keychain: self.connections.keychain(),
            ledger,
            drafts,
            recent,
            open_review: self.reviews.shown(),
            running: self.runs.on_screen().map(|id| id.to_string()),
        })
    }

    /// Keeps the settings; sheets that are opened from now on go by them.
    pub(crate) fn save_settings(&self, settings: Settings) -> Result<Settings, CommandError> {
        let vault = self.provisioner.vault();
        let kept = translate::settings::kept(settings, self.settings()?);
        vault.save_settings(&kept).map_err(out_of_range)?;
        Ok(translate::settings::shown(&self.settings()?))
    }

    /// Forgets the submissions that are older than the settings keep them.
    pub(crate) async fn forget_old(&self) -> Result<(), CommandError> {
        let Some(days) = self.settings()?.retention_days else {
            return Ok(());
        };
        let before = Utc::now() - TimeDelta::days(days.into());
        self.provisioner
            .journal()
            .run(move |ledger| ledger.forget_older_than(before))
            .await??;
        Ok(())
    }

    /// Takes a person's word for a batch whose fate is unknown.
    pub(crate) async fn settle(
        self: &Arc<Self>,
        submission: SubmissionId,
        batch: BatchId,
        settlement: Settlement,
    ) -> Result<(), CommandError> {
        let has_task = matches!(settlement, Settlement::Accepted { .. });
        self.provisioner.settle(batch, settlement).await?;
        self.runs.tell(submission, Some(batch));
        // It is settled, whether or not its task can be asked about now: the next start asks again.
        if has_task && let Err(error) = self.follow_settled(submission).await {
            tracing::warn!(
                error = error.message,
                "a settled task cannot be followed now"
            );
        }
        Ok(())
    }

    /// Erases a submission's users; receipts stay. The screen has said what that means.
    pub(crate) async fn forget(&self, submission: SubmissionId) -> Result<(), CommandError> {
        Ok(self.provisioner.forget(submission, true).await?)
    }

    /// Writes the workbook to fill in.
    pub(crate) fn write_template(&self, path: &Path, language: &str) -> Result<(), CommandError> {
        let policy = rules(&self.settings()?).password_policy;
        let workbook = template(Language::for_tag(language), &policy)?;
        std::fs::write(path, workbook)
            .map_err(|error| CommandError::new(ErrorCode::FileUnwritable, error.to_string()))
    }
}

fn out_of_range(error: vault::VaultError) -> CommandError {
    let mut told = CommandError::from(error);
    if told.code == ErrorCode::ConnectionInvalid {
        told.code = ErrorCode::WrongState;
    }
    told
}

const PLATFORM: Platform = if cfg!(windows) {
    Platform::Windows
} else if cfg!(target_os = "macos") {
    Platform::MacOs
} else {
    Platform::Linux
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::settings::ProxyChoice;
    use crate::house::tests::house_in;

    #[tokio::test]
    async fn a_proxy_is_kept_or_refused_and_never_another_way_in_silence() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        let choose = |url: &str| {
            let mut settings = translate::settings::shown(&house.settings().unwrap());
            settings.proxy = ProxyChoice::Manual {
                url: url.to_owned(),
            };
            house.save_settings(settings)
        };
        let kept = choose("proxy.corp:8080").unwrap().proxy;
        let url = "http://proxy.corp:8080".to_owned();
        assert_eq!(kept, ProxyChoice::Manual { url });
        for typed in ["", "socks5://proxy.corp"] {
            let refused = choose(typed).unwrap_err();
            assert_eq!(refused.code, ErrorCode::ProxyInvalid, "{typed}");
        }
        let after = translate::settings::shown(&house.settings().unwrap());
        assert_eq!(after.proxy, kept, "it stays as it was");
    }

    #[tokio::test]
    async fn who_has_a_draft_is_not_new_here() {
        let home = tempfile::tempdir().unwrap();
        let house = Arc::new(house_in(home.path()).reopened().await.unwrap());
        assert!(house.app_state().await.unwrap().first_start);
        let sheet = "First name\tPhone\nAna\t0027188460901\n".to_owned();
        let review = house.open_pasted(sheet).await.unwrap();
        house.close_review(&review, true).await.unwrap();
        let state = house.app_state().await.unwrap();
        assert_eq!(state.drafts.len(), 1);
        assert!(
            !state.first_start,
            "the first start's screen shows no drafts"
        );
    }
}
