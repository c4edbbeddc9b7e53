//! Fixes for many rows: shown first, then done in one step.

use provisioning::roster::{Filter, Query, Roster, Rules, Scope};

use super::OpenReview;
use crate::contract::edit::ReviewChange;
use crate::contract::error::CommandError;
use crate::contract::fix::{Fix, FixPreview, FixScope};
use crate::house::House;
use crate::translate::fix::{self, Cure};

impl House {
    /// What a fix would do.
    #[expect(
        clippy::unused_self,
        reason = "a use case of the house, like its counterpart that does it"
    )]
    pub(crate) fn preview_fix(
        &self,
        open: &OpenReview,
        fix: Fix,
        scope: FixScope,
    ) -> Result<FixPreview, CommandError> {
        let mut roster = open.roster_mut();
        let before = at_home_in(&mut roster, fix::country(&fix));
        let preview = preview(&roster, fix, &fix::scope(scope));
        // Looking must change nothing: another country would move what is warned of.
        if let Some(rules) = before {
            roster.set_rules(rules);
        }
        preview
    }

    /// Does it.
    pub(crate) fn apply_fix(
        &self,
        open: &OpenReview,
        fix: Fix,
        scope: FixScope,
    ) -> Result<ReviewChange, CommandError> {
        let mut roster = open.roster_mut();
        at_home_in(&mut roster, fix::country(&fix));
        let scope = fix::scope(scope);
        let step = match fix::cure(&roster, fix)? {
            Cure::Fix(fix) => roster.apply(&fix, &scope)?,
            Cure::LeaveOut(filter) => {
                let numbers = found(&roster, filter, &scope);
                roster.leave_out(numbers, true)
            }
        };
        drop(roster);
        self.touched_all(open);
        self.touched(open, step.changed)
    }
}

fn preview(roster: &Roster, asked: Fix, scope: &Scope) -> Result<FixPreview, CommandError> {
    Ok(match fix::cure(roster, asked)? {
        Cure::Fix(fix) => fix::preview(roster, &roster.preview(&fix, scope)?),
        Cure::LeaveOut(filter) => fix::leaving_out(&found(roster, filter, scope)),
    })
}

/// Takes phones that name no country for ones of this country; gives the rules there were, if they
/// were others.
fn at_home_in(roster: &mut Roster, country: Option<&str>) -> Option<Rules> {
    let country = country?.parse().ok();
    let before = roster.rules().clone();
    if before.default_country == country {
        return None;
    }
    roster.set_rules(Rules {
        default_country: country,
        ..before.clone()
    });
    Some(before)
}

fn found(roster: &Roster, filter: Filter, scope: &Scope) -> Vec<u32> {
    let query = Query {
        filter,
        ..Query::default()
    };
    let view = roster.view(&query);
    let numbers = roster.numbers(&view);
    match scope {
        Scope::Rows(rows) => numbers.filter(|number| rows.contains(number)).collect(),
        _ => numbers.collect(),
    }
}
