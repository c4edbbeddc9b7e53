//! Submissions in this session: plans that are confirmed, runs that send and follow, and what the
//! screen is told of them.

mod history;
mod outcomes;
mod plans;
mod running;
mod runs;
mod unanswered;
mod unwritten;
mod updates;
mod watch;

pub(crate) use outcomes::OutcomeViews;
pub(crate) use plans::Plans;
pub(crate) use runs::Runs;
pub(crate) use unanswered::Unanswered;
pub(crate) use unwritten::HeldAnswer;
