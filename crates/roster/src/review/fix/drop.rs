//! Which of several rows that share something are left out.

use std::collections::HashSet;

use super::{Keep, Shared};
use crate::check::Duplicates;

/// The rows to leave out so that of each group within `scope` one row stays, ascending.
///
/// A row outside `scope` counts as the one that stays.
pub(super) fn to_leave_out(
    duplicates: &Duplicates,
    by: Shared,
    keep: Keep,
    scope: Option<&HashSet<u32>>,
) -> Vec<u32> {
    let in_scope = |row: u32| scope.is_none_or(|rows| rows.contains(&row));
    let mut rows = Vec::new();
    for group in duplicates
        .by(by.code())
        .members()
        .chunk_by(|(a, _), (b, _)| a == b)
    {
        let members: Vec<u32> = group
            .iter()
            .map(|&(_, row)| row)
            .filter(|&row| in_scope(row))
            .collect();
        let one_stays = members.len() < group.len();
        match (one_stays, keep, &*members) {
            (true, _, all)
            | (false, Keep::First, [_, all @ ..])
            | (false, Keep::Last, [all @ .., _]) => {
                rows.extend_from_slice(all);
            }
            (false, _, []) => {}
        }
    }
    rows.sort_unstable();
    rows
}
