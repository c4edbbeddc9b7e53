//! From a review to a plan, and from a confirmed plan to a submission.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use provisioning::ledger::SubmissionId;
use provisioning::roster::Code;
use provisioning::{PlanOptions, PlanSummary, Signer, read_shared, summarise};

use crate::contract::connection::Connection;
use crate::contract::error::{CommandError, ErrorCode};
use crate::contract::submission::Plan;
use crate::house::House;
use crate::review::OpenReview;
use crate::translate::count;
use crate::translate::plan::left_out;

/// Plans that were shown and not confirmed yet.
#[derive(Default)]
pub(crate) struct Plans {
    made: Mutex<HashMap<String, Made>>,
    /// Held while a plan becomes a submission: a second click waits, and finds no plan to send again.
    confirming: tokio::sync::Mutex<()>,
}

/// A plan, and what it was made of.
#[derive(Clone)]
struct Made {
    review: String,
    revision: u32,
    connection: String,
    users: u32,
    type_count: bool,
    options: PlanOptions,
}

impl Plans {
    /// Only the latest plan can be confirmed.
    fn remember(&self, made: Made) -> String {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let id = format!("plan-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let mut plans = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        plans.clear();
        plans.insert(id.clone(), made);
        id
    }

    /// It is in the ledger now.
    fn done_with(&self, id: &str) {
        let mut plans = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        plans.remove(id);
    }

    fn look(&self, id: &str) -> Option<Made> {
        let plans = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        plans.get(id).cloned()
    }
}

impl House {
    /// Says what would be sent, where and as whom, and what not.
    pub(crate) async fn plan(
        self: &Arc<Self>,
        review_id: &str,
        connection_id: &str,
    ) -> Result<Plan, CommandError> {
        self.can_write_down()?;
        let open = self.open_review(review_id)?;
        if let Some(field) = read_shared(open.review.roster()).missing_columns().first() {
            return Err(CommandError::new(
                ErrorCode::FieldUnmapped,
                format!("no column of the sheet is used for: {field}"),
            ));
        }
        let of = connection_id.to_owned();
        // With its keys, so that a missing one is told before anybody confirms anything.
        let connection = self
            .apart(move |house| {
                house.signers.signer(&of)?;
                house.connection(&of)
            })
            .await?;
        let roster = open.review.roster();
        self.provisioner.mark_earlier(roster, connection_id).await?;
        self.apart(move |house| house.sum_up(&open, &connection))
            .await
    }

    fn sum_up(&self, open: &OpenReview, connection: &Connection) -> Result<Plan, CommandError> {
        let settings = self.settings()?;
        let options = PlanOptions {
            batch_size: settings.batch_size,
            // The grid shows who was sent earlier, and the confirmation says so once more.
            include_earlier: true,
        };
        let roster = read_shared(open.review.roster());
        let summary = summarise(&roster, &options);
        let users = count(summary.users);
        if users == 0 {
            return Err(CommandError::new(
                ErrorCode::NothingToSend,
                "no row can be sent",
            ));
        }
        let of_ready = |code| roster.ready_with(code);
        let (earlier, missing) = (of_ready(Code::SentEarlier), roster.ready_without_password());
        let type_count = users >= settings.confirm_typed_from;
        let id = self.plans.remember(Made {
            review: open.id.clone(),
            revision: open.revision(),
            connection: connection.id.clone(),
            users,
            type_count,
            options,
        });
        let told = Told {
            id,
            earlier,
            missing,
            batch_size: settings.batch_size,
            type_count,
        };
        Ok(shown(told, connection, &summary))
    }

    /// Sends exactly this plan.
    pub(crate) async fn submit(
        self: &Arc<Self>,
        plan_id: &str,
        typed: Option<u32>,
    ) -> Result<SubmissionId, CommandError> {
        let in_use = self.use_ledger().await?;
        let (submission, signer) = self.write_down(plan_id, typed).await?;
        self.send(submission, &signer, &in_use).await?;
        Ok(submission)
    }

    /// From a plan to a submission in the ledger: once, and with the plan as it was when that fails.
    async fn write_down(
        self: &Arc<Self>,
        plan_id: &str,
        typed: Option<u32>,
    ) -> Result<(SubmissionId, Signer), CommandError> {
        let _turn = self.plans.confirming.lock().await;
        let plan = self.plans.look(plan_id).ok_or_else(stale)?;
        if plan.type_count && typed != Some(plan.users) {
            return Err(CommandError::new(
                ErrorCode::CountDiffers,
                format!("the plan is for {} users", plan.users),
            ));
        }
        let open = self.open_review(&plan.review)?;
        if open.revision() != plan.revision {
            return Err(stale());
        }
        let of = plan.connection.clone();
        let signer = self
            .apart(move |house| Ok(house.signers.signer(&of)?))
            .await?;
        let (roster, provenance) = (open.review.roster(), open.review.provenance());
        let submission = self
            .provisioner
            .plan(roster, provenance, &signer, &plan.options)
            .await?;
        self.plans.done_with(plan_id);
        self.provisioner.remember_mapping(roster).await?;
        self.finish_review(&open.id).await?;
        Ok((submission, signer))
    }
}

fn stale() -> CommandError {
    CommandError::new(
        ErrorCode::PlanStale,
        "the sheet was changed after this plan was made",
    )
}

struct Told {
    id: String,
    earlier: usize,
    missing: usize,
    batch_size: u32,
    type_count: bool,
}

fn shown(told: Told, connection: &Connection, summary: &PlanSummary) -> Plan {
    Plan {
        id: told.id,
        connection_name: connection.name.clone(),
        connection_color: connection.color,
        practice: connection.practice,
        host: connection.host.clone(),
        signing_user_id: connection.signing_user_id.clone(),
        access_key_tail: connection.access_key_tail.clone().unwrap_or_default(),
        users: count(summary.users),
        batches: count(summary.batches),
        batch_size: told.batch_size,
        without_password: count(told.missing),
        left_out: left_out(summary),
        sent_earlier: count(told.earlier),
        type_count: told.type_count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::connection::{
        ConnectionColor, ConnectionDraft, SaveKeys, SignatureScheme, Site,
    };
    use crate::house::tests::house_in;

    const SHEET: &str = "First name\tPhone\nAna\t0027188460901\n";

    struct Desk {
        house: Arc<House>,
        _home: tempfile::TempDir,
    }

    impl Desk {
        async fn new() -> Self {
            let home = tempfile::tempdir().unwrap();
            let house = Arc::new(house_in(home.path()).reopened().await.unwrap());
            Self { house, _home: home }
        }

        fn connect(&self, name: &str) -> String {
            let draft = ConnectionDraft {
                id: None,
                name: name.to_owned(),
                color: ConnectionColor::Blue,
                site: Site::Own,
                // Nothing listens there, and nothing here is sent so far.
                base_url: Some("http://127.0.0.1:9".to_owned()),
                signing_user_id: "8840".to_owned(),
                scheme: SignatureScheme::AppAuthentication,
            };
            let id = self.house.save_connection(draft).unwrap().id;
            self.give_keys(&id);
            id
        }

        fn give_keys(&self, id: &str) {
            let keys = SaveKeys {
                connection_id: id.to_owned(),
                access_key: "AK".to_owned().into(),
                secret_key: "SK".to_owned().into(),
                session_only: true,
            };
            self.house.save_keys(&keys).unwrap();
        }

        /// Of the sheet, which is opened for it.
        async fn plan(&self, connection: &str) -> String {
            let review = self.house.open_pasted(SHEET.to_owned()).await.unwrap();
            self.house.plan(&review, connection).await.unwrap().id
        }

        async fn submissions(&self) -> usize {
            self.house.provisioner.standings().await.unwrap().len()
        }
    }

    #[tokio::test]
    async fn a_plan_whose_keys_are_missing_is_submitted_once_they_are_there() {
        let desk = Desk::new().await;
        let connection = desk.connect("One");
        let plan = desk.plan(&connection).await;
        desk.house.signers.forget(&connection);
        let refused = desk.house.write_down(&plan, None).await.err().unwrap();
        assert_eq!(refused.code, ErrorCode::KeysMissing);
        assert_eq!(desk.submissions().await, 0);

        desk.give_keys(&connection);
        desk.house.write_down(&plan, None).await.unwrap();
        assert_eq!(desk.submissions().await, 1);
    }

    #[tokio::test]
    async fn two_clicks_are_one_submission() {
        let desk = Desk::new().await;
        let plan = desk.plan(&desk.connect("One")).await;
        let (house, other) = (&desk.house, Arc::clone(&desk.house));
        let (one, two) = tokio::join!(house.write_down(&plan, None), other.write_down(&plan, None));
        let refused = [one, two].into_iter().filter_map(Result::err);
        let refused: Vec<_> = refused.map(|error| error.code).collect();
        assert_eq!(refused, [ErrorCode::PlanStale]);
        assert_eq!(desk.submissions().await, 1);
    }

    #[tokio::test]
    async fn a_sheet_that_is_open_tells_of_the_connection_in_use() {
        let desk = Desk::new().await;
        let (one, two) = (desk.connect("One"), desk.connect("Two"));
        let plan = desk.plan(&one).await;
        desk.house.write_down(&plan, None).await.unwrap();
        desk.house.use_connection(two.clone()).await.unwrap();
        let review = desk.house.open_pasted(SHEET.to_owned()).await.unwrap();
        let earlier = async || desk.house.review(&review).await.unwrap().tally.sent_earlier;
        assert_eq!(earlier().await, 0);
        desk.house.use_connection(one).await.unwrap();
        assert_eq!(earlier().await, 1);
    }

    #[tokio::test]
    async fn the_next_connection_is_in_use_when_that_in_use_is_removed() {
        let desk = Desk::new().await;
        let (one, two) = (desk.connect("One"), desk.connect("Two"));
        assert_eq!(desk.house.active_connection(), Some(one.clone()));
        let in_use = desk.house.remove_connection(&one).unwrap();
        assert_eq!(in_use, Some(two.clone()));
        let remembered = desk
            .house
            .provisioner
            .folders()
            .config
            .join("active-connection");
        let remembered = std::fs::read_to_string(remembered).unwrap();
        assert_eq!(remembered, two, "after a restart too");
        assert_eq!(desk.house.remove_connection(&two).unwrap(), None);
    }
}
