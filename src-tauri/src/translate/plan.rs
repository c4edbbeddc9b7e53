//! The rows that a plan leaves out.

use provisioning::PlanSummary;

use crate::contract::submission::{LeftOut, LeftOutReason};
use crate::translate::count;

/// The rows that are not sent, by the reasons that the screen tells apart.
pub(crate) fn left_out(summary: &PlanSummary) -> Vec<LeftOut> {
    let mut reasons: Vec<LeftOut> = Vec::new();
    for (why, rows) in &summary.left_out {
        let reason = match why.as_str() {
            provisioning::BY_CHOICE
            | provisioning::CLOSING_LINE
            | provisioning::REPEATED_HEADER => LeftOutReason::ByChoice,
            provisioning::SENT_EARLIER => LeftOutReason::SentEarlier,
            why if why.starts_with("duplicate") => LeftOutReason::Duplicates,
            _ => LeftOutReason::Errors,
        };
        match reasons.iter_mut().find(|one| one.reason == reason) {
            Some(one) => one.rows += count(*rows),
            None => reasons.push(LeftOut {
                reason,
                rows: count(*rows),
            }),
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn reasons_alike_are_added_up() {
        let left = |why: &str, rows| (why.to_owned(), rows);
        let summary = PlanSummary {
            left_out: BTreeMap::from([
                left("phone-missing", 2),
                left("phone-invalid", 3),
                left(provisioning::BY_CHOICE, 1),
                left(provisioning::CLOSING_LINE, 1),
                left(provisioning::REPEATED_HEADER, 1),
                left("duplicate-phone", 4),
            ]),
            ..PlanSummary::default()
        };
        let told = left_out(&summary);
        let rows = |reason| {
            told.iter()
                .find(|one| one.reason == reason)
                .map(|one| one.rows)
        };
        assert_eq!(rows(LeftOutReason::Errors), Some(5));
        assert_eq!(rows(LeftOutReason::ByChoice), Some(3));
        assert_eq!(rows(LeftOutReason::Duplicates), Some(4));
        assert_eq!(rows(LeftOutReason::SentEarlier), None);
    }
}
