//! From a review to a plan, and from a confirmed plan to a submission.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use provisioning::ledger::SubmissionId;
use provisioning::roster::Code;
use provisioning::{PlanOptions, PlanSummary, read_shared, summarise};

use crate::contract::connection::Connection;
use crate::contract::error::{CommandError, ErrorCode};
use crate::contract::submission::Plan;
use crate::house::House;
use crate::review::OpenReview;
use crate::translate::count;
use crate::translate::submission::left_out;

/// Plans that were shown and not confirmed yet.
#[derive(Default)]
pub(crate) struct Plans {
    made: Mutex<HashMap<String, Made>>,
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

    fn take(&self, id: &str) -> Option<Made> {
        let mut plans = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        plans.remove(id)
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
        let plan = self.plans.look(plan_id).ok_or_else(stale)?;
        if plan.type_count && typed != Some(plan.users) {
            return Err(CommandError::new(
                ErrorCode::CountDiffers,
                format!("the plan is for {} users", plan.users),
            ));
        }
        let open = self.open_review(&plan.review)?;
        // Taken once: a second click finds no plan to send again.
        let plan = self.plans.take(plan_id).ok_or_else(stale)?;
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
        self.provisioner.remember_mapping(roster).await?;
        self.finish_review(&open.id).await?;
        self.send(submission, &signer, &in_use).await?;
        Ok(submission)
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
