//! Results that come while a task ends.

use std::time::Duration;

use koodrive_sandbox::{
    EndOfPages, Fault, FaultRule, Kind, Moment, Pace, SandboxSettings, SkippedRows, When,
};
use provisioning::client::SystemClock;
use provisioning::{Ended, Limits};
use whole_program_tests::job::phones_of;

use crate::office::{Office, PATIENCE};

/// So long the second page is on its way.
const SLOW: u64 = 1_500;

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_ends_between_two_pages_is_read_again() {
    let known_phones = phones_of(1);
    let settings = SandboxSettings {
        pace: Pace::Manual,
        end_of_pages: EndOfPages::EmptyPage,
        skipped_rows: SkippedRows::Bare,
        known_phones,
        ..SandboxSettings::default()
    };
    let office = Office::at(settings, SystemClock);
    let moment = Moment::BeforeProcessing;
    let second = FaultRule::query(When::Nth(2), Fault::Delay { moment, ms: SLOW });
    office.sandbox.inject(second);
    let submission = office.plan_of(3, 3).await;
    let mut running = office.start(submission, Limits::default()).await;
    assert_eq!(running.sent().await, Ended::Done);
    let asked_twice = async {
        while queries(&office) < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let asked = tokio::time::timeout(PATIENCE, asked_twice).await;
    asked.expect("it asks for the second page");
    // The first page, on which nobody has a result, is read; the counts come with the second.
    office.sandbox.finish_all();
    running.followed().await;
    let accepted = office.accounts(submission).await.accepted;
    assert_eq!(
        (accepted.succeeded, accepted.skipped),
        (2, 1),
        "{accepted:?}"
    );
}

fn queries(office: &Office) -> usize {
    let seen = office.sandbox.requests();
    seen.iter().filter(|seen| seen.kind == Kind::Query).count()
}
