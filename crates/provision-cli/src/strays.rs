//! Results that match no row: shown as what they are, and never given to a row that they may not be for.

use provisioning::ledger::{Batch, StrayResult};
use serde::Serialize;

use crate::records::name;
use crate::words::{counted, grouped, print_table};

/// Results shown on a terminal; the rest is a matter for a report.
const SHOWN: usize = 10;

/// One of them in JSON.
#[derive(Serialize)]
pub(crate) struct StrayRecord {
    phone: String,
    outcome: String,
    batch: Option<String>,
    user_id: Option<String>,
    code: Option<String>,
    reason: Option<String>,
    /// The sheet's rows with this number in other spellings.
    same_number_rows: Vec<u64>,
}

impl StrayRecord {
    pub(crate) fn new(stray: StrayResult, batches: &[Batch]) -> Self {
        let batch = batches.iter().find(|batch| batch.id == stray.batch);
        Self {
            phone: stray.phone,
            outcome: outcome(stray.state.as_str()).to_owned(),
            batch: batch.map(|batch| batch.label.clone()),
            user_id: stray.user_id,
            code: stray.code,
            reason: stray.reason,
            same_number_rows: stray.same_number,
        }
    }
}

/// The word that users have for it.
fn outcome(state: &str) -> &str {
    match state {
        "success" => "succeeded",
        other => other,
    }
}

/// Prints them below the users; nothing when there are none.
pub(crate) fn print(strays: &[StrayResult], report: &str) {
    if strays.is_empty() {
        return;
    }
    let number = counted(strays.len() as u64, "result");
    let verb = if strays.len() == 1 {
        "matches"
    } else {
        "match"
    };
    println!("\n{number} from the service {verb} no row of the sheet:");
    let heads = ["phone", "outcome", "user ID or reason"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    rows.extend(strays.iter().take(SHOWN).map(row));
    print_table(&rows);
    if let Some(more @ 1..) = strays.len().checked_sub(SHOWN) {
        println!("… and {} more; {report}", grouped(more as u64));
    }
}

fn row(stray: &StrayResult) -> Vec<String> {
    let words = match (&stray.reason, &stray.code) {
        (Some(reason), Some(code)) => format!("{reason} ({code})"),
        (Some(words), None) | (None, Some(words)) => words.clone(),
        (None, None) => String::new(),
    };
    let cells = [
        stray.phone.clone(),
        outcome(&name(&stray.state)).to_owned(),
        stray.user_id.clone().unwrap_or(words),
    ];
    cells.into_iter().chain(note(&stray.same_number)).collect()
}

/// Where the number is in the sheet after all.
fn note(rows: &[u64]) -> Option<String> {
    let listed: Vec<String> = rows.iter().map(u64::to_string).collect();
    match listed.as_slice() {
        [] => None,
        [row] => Some(format!(
            "the number of row {row}, which has a result of its own"
        )),
        [rows @ .., last] => Some(format!(
            "the number of rows {} and {last}: it is not said for which of them",
            rows.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_several_spellings_is_named_by_its_rows() {
        assert_eq!(note(&[]), None);
        let one = "the number of row 7, which has a result of its own";
        assert_eq!(note(&[7]).as_deref(), Some(one));
        let two = "the number of rows 2 and 9: it is not said for which of them";
        assert_eq!(note(&[2, 9]).as_deref(), Some(two));
        let three = note(&[2, 5, 9]).unwrap();
        assert!(three.starts_with("the number of rows 2, 5 and 9: "));
    }
}
