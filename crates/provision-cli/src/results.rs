//! How a submission stands, from the ledger.

use provisioning::ledger::{
    Accounts, Batch, BatchState, LedgerError, Page, Reader, StrayResult, Submission, SubmissionId,
    UserFilter, UserPlace, UserRecord,
};
use provisioning::{Ended, Memory, Provisioner, StopReason};

use crate::failure::{Failure, Outcome};
use crate::records::{self, SubmissionRecord};
use crate::strays::{self, StrayRecord};
use crate::words::{self, counted, print_table};

/// Everything the ledger knows of a submission, read in one go.
struct Standing {
    submission: Submission,
    accounts: Accounts,
    batches: Vec<Batch>,
    strays: Vec<StrayResult>,
}

async fn standing(provisioner: &Provisioner, id: SubmissionId) -> Result<Standing, Failure> {
    let read = move |ledger: &Reader| -> Result<Standing, LedgerError> {
        Ok(Standing {
            submission: ledger.submission(id)?,
            accounts: ledger.accounts(id)?,
            batches: ledger.batches(id)?,
            strays: ledger.stray_results(id)?,
        })
    };
    Ok(provisioner
        .journal()
        .run(move |ledger| read(ledger))
        .await??)
}

pub(crate) async fn print_json(
    provisioner: &Provisioner,
    id: SubmissionId,
    stop: Option<&StopReason>,
) -> Result<(), Failure> {
    let standing = standing(provisioner, id).await?;
    let users = users(provisioner, id, UserFilter::All, u64::MAX).await?;
    let mut record = SubmissionRecord::new(
        &standing.submission,
        standing.accounts,
        &standing.batches,
        users,
    );
    record.stopped = stop.map(Into::into);
    let stray = |stray| StrayRecord::new(stray, &standing.batches);
    record.results_without_row = standing.strays.into_iter().map(stray).collect();
    println!("{}", records::json(&record));
    Ok(())
}

/// Users shown on a terminal; the rest is a matter for a report.
const USERS_SHOWN: usize = 20;

/// Prints the batches and the counts; with `results`, what became of the users too.
pub(crate) async fn print(
    provisioner: &Provisioner,
    id: SubmissionId,
    results: bool,
) -> Result<(), Failure> {
    let standing = standing(provisioner, id).await?;
    let said = &standing.submission;
    println!(
        "\nsubmission {} · {} · to {}",
        said.id, said.file_name, said.connection.name
    );
    let batches = requested(&standing.batches);
    print_table(&batch_table(&batches[..batches.len().min(MOST_BATCHES)]));
    if let Some(more) = batches
        .len()
        .checked_sub(MOST_BATCHES)
        .filter(|&more| more > 0)
    {
        println!("… and {more} more; `show {id} --json` has them all");
    }
    let in_sheet = counted(standing.accounts.in_sheet, "row");
    println!(
        "\n{in_sheet} in the sheet: {}",
        words::accounts(&standing.accounts)
    );
    if results {
        print_users(provisioner, id).await?;
        strays::print(&standing.strays, &report(id));
        let accepted = &standing.accounts.accepted;
        if accepted.pending > accepted.without_result {
            eprintln!(
                "\nnot all results are in: `koodrive-provision resume {id} --wait` asks for them"
            );
        }
    }
    for (label, why) in unsettled(&standing.batches) {
        eprintln!("\nbatch {label} may or may not have been processed: {why}");
        eprintln!(
            "  koodrive-provision settle {id} {label} --send-again | --accepted TASK_ID | --leave-out"
        );
    }
    Ok(())
}

/// More lines than that nobody reads, and a batch may come apart into a thousand rows.
const MOST_BATCHES: usize = 200;

/// The batches that a request was or will be made for: not a part that was only taken apart further.
fn requested(batches: &[Batch]) -> Vec<&Batch> {
    let requested = |batch: &&Batch| batch.state != BatchState::Split || batch.attempts > 0;
    batches.iter().filter(requested).collect()
}

fn batch_table(batches: &[&Batch]) -> Vec<Vec<String>> {
    let heads = ["batch", "rows", "users", "state", "task ID", "tries"];
    let rows = batches.iter().map(|batch| {
        vec![
            batch.label.clone(),
            format!("{}-{}", batch.first_row, batch.last_row),
            batch.users.to_string(),
            batch.state.to_string(),
            batch.task_id.clone().unwrap_or_else(|| "-".into()),
            batch.attempts.to_string(),
        ]
    });
    std::iter::once(heads.map(str::to_owned).to_vec())
        .chain(rows)
        .collect()
}

fn unsettled(batches: &[Batch]) -> impl Iterator<Item = (&str, &str)> {
    batches
        .iter()
        .filter(|batch| batch.state == BatchState::Unknown)
        .map(|batch| (&*batch.label, batch.why.as_deref().unwrap_or("no answer")))
}

/// The users that need a person first, then the others, as many as fit.
async fn print_users(provisioner: &Provisioner, id: SubmissionId) -> Result<(), Failure> {
    let places = [
        UserPlace::Failed,
        UserPlace::Refused,
        UserPlace::Unknown,
        UserPlace::Sending,
        UserPlace::Waiting,
        UserPlace::LeftOut,
        UserPlace::Pending,
        UserPlace::Skipped,
        UserPlace::Succeeded,
    ];
    let mut rows = vec![
        ["row", "user", "phone", "outcome", "user ID or reason"]
            .map(str::to_owned)
            .to_vec(),
    ];
    // Of a ledger that is gone when the program ends no report can be asked for later: here is everybody.
    let most = if provisioner.memory() == Memory::ThisSessionOnly {
        u32::MAX as usize
    } else {
        USERS_SHOWN
    };
    for place in places {
        let room = (most + 1).saturating_sub(rows.len()) as u64;
        let shown = users(provisioner, id, UserFilter::At(place), room).await?;
        rows.extend(shown.iter().map(user_row));
    }
    println!();
    print_table(&rows);
    let total = provisioner
        .journal()
        .run(move |ledger| ledger.count_users(id, UserFilter::All))
        .await??;
    let more = total.saturating_sub(rows.len() as u64 - 1);
    if more > 0 {
        println!("… and {} more; {}", words::grouped(more), report(id));
    }
    Ok(())
}

fn report(id: SubmissionId) -> String {
    format!("`report {id} --out report.xlsx` has them all")
}

fn user_row(user: &UserRecord) -> Vec<String> {
    let name = [Some(&user.firstname), user.surname.as_ref()];
    let name: Vec<&str> = name.into_iter().flatten().map(String::as_str).collect();
    let outcome = if user.without_result {
        "no result".to_owned()
    } else {
        user.place.as_str().replace('_', " ")
    };
    vec![
        user.row.to_string(),
        name.join(" "),
        user.phone.clone(),
        outcome,
        user.user_id.clone().unwrap_or_else(|| reason(user)),
    ]
}

/// The service's words with its code, which support asks for, or why a person left the user out.
fn reason(user: &UserRecord) -> String {
    match (&user.reason, &user.code) {
        (Some(reason), Some(code)) => format!("{reason} ({code})"),
        (Some(words), None) | (None, Some(words)) => words.clone(),
        (None, None) => user.left_out.clone().unwrap_or_default(),
    }
}

/// A window of the users, page by page.
pub(crate) async fn users(
    provisioner: &Provisioner,
    id: SubmissionId,
    filter: UserFilter,
    most: u64,
) -> Result<Vec<UserRecord>, Failure> {
    const PAGE: u32 = 10_000;
    let mut found: Vec<UserRecord> = Vec::new();
    loop {
        let wanted = most.saturating_sub(found.len() as u64).min(u64::from(PAGE));
        let page = Page {
            offset: found.len() as u64,
            limit: u32::try_from(wanted).unwrap_or(PAGE),
        };
        let more = provisioner
            .journal()
            .run(move |ledger| ledger.users(id, filter, page))
            .await??;
        let is_last = more.len() < PAGE as usize;
        found.extend(more);
        if is_last {
            return Ok(found);
        }
    }
}

/// The exit code a submission deserves.
pub(crate) async fn outcome(
    provisioner: &Provisioner,
    id: SubmissionId,
    ended: &Ended,
    waited: bool,
) -> Result<Outcome, Failure> {
    let accounts = provisioner
        .journal()
        .run(move |ledger| ledger.accounts(id))
        .await??;
    let accepted = &accounts.accepted;
    let unsent = accounts.waiting + accounts.sending + accounts.unknown + accounts.refused;
    let incomplete = waited && accepted.pending > 0;
    let wanting = unsent + accounts.left_out + accepted.failed > 0 || incomplete;
    Ok(match (accepted.total, ended) {
        (0, _) => Outcome::Nothing,
        (_, Ended::Done) if !wanting => Outcome::Done,
        (all, _) if waited && accepted.failed == all => Outcome::Nothing,
        _ => Outcome::Partly,
    })
}
