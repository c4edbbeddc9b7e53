//! What would be sent, what is left out and why: told before anything happens, and written down
//! when a person says yes.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use chrono::{DateTime, Utc};
use ledger::{
    ConnectionStamp, LedgerError, NewSubmission, NewUser, Password, Standing, SubmissionId,
};
use roster::{Code, Earlier, Elsewhere, LeftOut, Level, Roster, Row};
use serde::Serialize;

use crate::error::ProvisioningError;
use crate::journal::Journal;
use crate::phone_key::phone_key;

/// A roster that the screen and the ledger's thread look at together.
pub type SharedRoster = Arc<RwLock<Roster>>;

/// Reads a shared roster. Whoever panicked while writing has left whole values behind.
pub fn read_shared(roster: &SharedRoster) -> RwLockReadGuard<'_, Roster> {
    roster.read().unwrap_or_else(PoisonError::into_inner)
}

/// How a roster becomes batches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanOptions {
    /// Users in a batch: 1 to 1,000, the service's limit for one request.
    pub batch_size: u32,
    /// Whether users are sent that an earlier submission on this connection has sent, may have sent,
    /// or has still to send.
    pub include_earlier: bool,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            batch_size: ledger::MAX_BATCH_SIZE,
            include_earlier: false,
        }
    }
}

/// What would happen, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanSummary {
    /// Rows in the sheet.
    pub in_sheet: u64,
    /// Users that would be sent.
    pub users: u64,
    /// Batches they would go out in.
    pub batches: u64,
    /// Rows with an error, which are not sent.
    pub with_errors: u64,
    /// Rows that are not sent, by why: a problem's code, [`BY_CHOICE`], [`CLOSING_LINE`],
    /// [`REPEATED_HEADER`] or [`SENT_EARLIER`]. A row with several errors counts once, under the first.
    pub left_out: BTreeMap<String, u64>,
}

/// Left out by a person.
pub const BY_CHOICE: &str = "by-choice";
/// A total, a remark, a signature at the end of the sheet.
pub const CLOSING_LINE: &str = "closing-line";
/// The names of the columns once more.
pub const REPEATED_HEADER: &str = "repeated-header";
/// In an earlier submission on the same connection: accepted, unknown, or still to be sent.
pub const SENT_EARLIER: &str = Code::SentEarlier.name();

/// Sums up what [`write_plan`] would write down.
pub fn summarise(roster: &Roster, options: &PlanOptions) -> PlanSummary {
    let mut summary = PlanSummary::default();
    for row in roster.all_rows() {
        summary.in_sheet += 1;
        match why_left_out(&row, options) {
            None => summary.users += 1,
            Some(why) => {
                let by_row =
                    ![BY_CHOICE, CLOSING_LINE, REPEATED_HEADER, SENT_EARLIER].contains(&why);
                summary.with_errors += u64::from(by_row);
                *summary.left_out.entry(why.to_owned()).or_default() += 1;
            }
        }
    }
    summary.batches = summary.users.div_ceil(u64::from(options.batch_size.max(1)));
    summary
}

fn why_left_out(row: &Row, options: &PlanOptions) -> Option<&'static str> {
    match row.left_out {
        Some(LeftOut::ByChoice) => return Some(BY_CHOICE),
        Some(LeftOut::ClosingLine) => return Some(CLOSING_LINE),
        Some(LeftOut::RepeatedHeader) => return Some(REPEATED_HEADER),
        None => {}
    }
    let error = row
        .problems
        .iter()
        .find(|problem| problem.level == Level::Error);
    let earlier = row
        .problems
        .iter()
        .any(|problem| problem.code == Code::SentEarlier);
    match error {
        Some(problem) => Some(problem.code.name()),
        None if earlier && !options.include_earlier => Some(SENT_EARLIER),
        None => None,
    }
}

/// Marks the rows whose phone is in a submission on this connection already: accepted, unknown, or
/// still to be sent there; returns how many there are.
///
/// A user that failed then is not marked: sending it again is what a person wants.
pub(crate) async fn mark_earlier(
    journal: &Journal,
    roster: &SharedRoster,
    connection_id: String,
) -> Result<u64, ProvisioningError> {
    let phones: Vec<String> = read_shared(roster).users().map(|user| user.phone).collect();
    let keys: Vec<String> = phones.iter().map(|phone| phone_key(phone)).collect();
    let found = journal
        .run(move |ledger| ledger.earlier(&connection_id, keys))
        .await??;
    let submitted: Vec<(&str, Earlier)> = found
        .into_iter()
        .filter(|earlier| !earlier.standing.has_failed())
        .filter_map(|earlier| Some((phones.get(earlier.asked)?.as_str(), told(earlier))))
        .collect();
    let count = submitted.len() as u64;
    roster
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .set_earlier(submitted);
    Ok(count)
}

fn told(earlier: ledger::Earlier) -> Earlier {
    let elsewhere = Elsewhere {
        submission: earlier.submission.to_string(),
        file_name: earlier.file_name,
        date: day(earlier.planned),
    };
    match earlier.standing {
        Standing::Accepted { at, task_id, .. } => Earlier::Accepted {
            date: day(at),
            task_id,
        },
        Standing::Unknown => Earlier::Unknown(elsewhere),
        Standing::Waiting => Earlier::Waiting(elsewhere),
    }
}

fn day(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d").to_string()
}

/// Where a roster came from, as the ledger keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The file's name without its folder, or what pasted rows are called.
    pub file_name: String,
    /// SHA-256 of the content, 64 hexadecimal digits.
    pub sha256: String,
}

/// Writes the plan into the ledger: every row of the sheet, in the sheet's order.
pub(crate) async fn write_plan(
    journal: &Journal,
    roster: &SharedRoster,
    provenance: &Provenance,
    connection: &ConnectionStamp,
    options: &PlanOptions,
) -> Result<SubmissionId, ProvisioningError> {
    let submission = new_submission(&read_shared(roster), provenance, connection, options);
    let (roster, options) = (Arc::clone(roster), options.clone());
    let id = journal
        .run(move |ledger| -> Result<SubmissionId, LedgerError> {
            let roster = read_shared(&roster);
            let extra = ExtraColumns::of(&roster);
            let rows = roster.all_rows().map(|row| new_user(row, &extra, &options));
            ledger.plan(&submission, rows)
        })
        .await??;
    Ok(id)
}

fn new_submission(
    roster: &Roster,
    provenance: &Provenance,
    connection: &ConnectionStamp,
    options: &PlanOptions,
) -> NewSubmission {
    let sheet = roster.source().sheet_name();
    NewSubmission {
        file_name: provenance.file_name.clone(),
        file_sha256: provenance.sha256.clone(),
        sheet: (!sheet.is_empty()).then(|| sheet.to_owned()),
        mapping: json(roster.mapping()),
        settings: json(options),
        connection: connection.clone(),
        batch_size: options.batch_size,
        created: Utc::now(),
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain values with text keys always become JSON")
}

fn new_user(row: Row, extra: &ExtraColumns, options: &PlanOptions) -> NewUser {
    let left_out = why_left_out(&row, options).map(str::to_owned);
    let extra = extra.of_row(&row);
    let user = row.user.into_user();
    let password = Some(user.password).filter(|password| !password.is_empty());
    NewUser {
        row: u64::from(user.row),
        firstname: user.firstname,
        surname: filled(user.surname),
        phone_key: phone_key(&user.phone),
        phone: user.phone,
        email: filled(user.email),
        password: password.map(|password| Password::new(password.expose_password().to_owned())),
        extra,
        left_out,
    }
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The columns that are no field of a user, kept for the report under their headers.
struct ExtraColumns(Vec<(usize, String)>);

impl ExtraColumns {
    fn of(roster: &Roster) -> Self {
        let columns = roster
            .columns()
            .into_iter()
            .filter(|column| column.field.is_none());
        Self(
            columns
                .map(|column| (column.column as usize, name_of(&column)))
                .collect(),
        )
    }

    /// The row's cells as a JSON object, without the empty ones.
    fn of_row(&self, row: &Row) -> Option<String> {
        let cells = self.0.iter().filter_map(|(place, name)| {
            let text = row.cells.get(*place)?.text;
            (!text.is_empty()).then(|| (name.clone(), text.into()))
        });
        let object: serde_json::Map<String, serde_json::Value> = cells.collect();
        (!object.is_empty()).then(|| serde_json::Value::Object(object).to_string())
    }
}

fn name_of(column: &roster::ColumnInfo) -> String {
    if column.header.is_empty() {
        column.letters.clone()
    } else {
        column.header.clone()
    }
}
