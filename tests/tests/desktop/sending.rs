//! A long submission: paused, resumed, cancelled, the window closed in the middle of it, the
//! program killed. Nothing is lost, and nothing is sent twice.

use std::path::Path;
use std::time::Duration;

use koodrive_sandbox::{Fault, FaultRule, Moment, Sandbox, When};
use whole_program_tests::job::sheet_of;

use crate::desk::Desk;
use crate::person::Person;
use crate::scene::{close, connect, creates_at, drop_file, service, task_ids_of};
use crate::wait::{stays, until};

/// So long the service takes for a batch.
const SLOW: u64 = 500;
/// So long that another batch would have gone out.
const LONG_ENOUGH: Duration = Duration::from_millis(4 * SLOW);
const USERS: usize = 100;
/// Of two users each, one at a time.
const BATCHES: usize = USERS / 2;

/// A connection to a service that takes its time, and small batches.
fn at_a_slow_service(desk: &Desk, service: &Sandbox) -> Person {
    let person = Person::at(desk.start(&[]));
    connect(&person, service);
    person.clicks_on("Settings");
    person.sets("Users in a batch", "2");
    person.sets("Requests at once", "1");
    person.clicks_on("Home");
    takes_its_time(service, SLOW);
    person
}

fn takes_its_time(service: &Sandbox, ms: u64) {
    service.clear_faults();
    let moment = Moment::BeforeProcessing;
    let fault = Fault::Delay { moment, ms };
    service.inject(FaultRule::create(When::Always, fault));
}

fn submit(desk: &Desk, person: &Person, sheet: &Path) {
    drop_file(desk, person, sheet);
    person.clicks_on("Submit 100 users");
    person.sees("//*[@role='dialog'][contains(., '50, up to 2')]");
    person.clicks_in_dialog("Submit 100 users");
    has_sent(person, 2);
}

/// Waits until so many batches, or more, have a task ID: the table shows only some of them.
#[track_caller]
fn has_sent(person: &Person, batches: usize) {
    until("batches to have gone out", || {
        (with_task_id(person)? >= batches).then_some(())
    });
}

/// How many batches have a task ID, as the screen says.
fn with_task_id(person: &Person) -> Option<usize> {
    let said = person
        .window
        .find("//p[contains(., 'batches have a task ID')]")?;
    let said = person.window.text(&said)?;
    said.split(' ').next()?.parse().ok()
}

fn state(words: &str) -> String {
    format!("//h1/following-sibling::*[contains(., '{words}')]")
}

/// What the service has is what the screen shows, and nobody was sent twice.
fn assert_all_sent_once(person: &Person, service: &Sandbox, users: usize) {
    let shown = person.task_ids();
    assert_eq!(shown, task_ids_of(service)[..shown.len()], "digit by digit");
    assert_eq!(with_task_id(person), Some(BATCHES));
    let users_there = service.users();
    assert_eq!(users_there.len(), users);
    assert!(users_there.iter().all(|user| user.accepted == 1));
}

#[test]
fn a_running_submission_is_paused_resumed_and_closed_and_goes_on_at_the_next_start() {
    let service = service();
    let desk = Desk::set_up();
    let person = at_a_slow_service(&desk, &service);
    submit(&desk, &person, &desk.file("users.csv", sheet_of(USERS)));
    person.picture("19-sending");

    person.clicks_on("Pause");
    person.sees(&state("Paused"));
    person.misses("//*[@role='row'][contains(., 'Sending')]");
    let paused = creates_at(&service);
    assert!(paused < BATCHES, "there is something left");
    stays("nothing is sent", LONG_ENOUGH, || {
        creates_at(&service) == paused
    });
    // However slow this machine is: it is still sending when the window is closed.
    takes_its_time(&service, 3 * SLOW);
    person.clicks_on("Go on");
    has_sent(&person, paused + 1);

    let process = desk.process();
    desk.press("ctrl+q");
    person.sees("//*[@role='dialog'][contains(., 'Users are being sent')]");
    person.picture("20-close-asked");
    person.clicks_in_dialog("Keep sending");
    has_sent(&person, paused + 2);
    desk.press("ctrl+q");
    person.leaves_by("Close anyway", process);
    let sent = creates_at(&service);
    assert!(sent < BATCHES, "there is something left");
    assert_eq!(
        task_ids_of(&service).len(),
        sent,
        "what was on its way came home"
    );

    let person = Person::at(desk.start(&[]));
    person.clicks_at("//button[contains(., 'users.csv')][contains(., 'Can go on')]");
    person.picture("21-can-go-on");
    stays("nothing goes out by itself", LONG_ENOUGH, || {
        creates_at(&service) == sent
    });
    service.clear_faults();
    person.clicks_on("Go on");
    person.sees(&state("Finished"));
    assert_eq!(creates_at(&service), BATCHES);
    assert_all_sent_once(&person, &service, USERS);
    close(&desk, person);
}

#[test]
fn a_killed_submission_asks_about_one_batch_and_the_rest_is_cancelled() {
    let service = service();
    let desk = Desk::set_up();
    let person = at_a_slow_service(&desk, &service);
    submit(&desk, &person, &desk.file("users.csv", sheet_of(USERS)));
    let arrived = creates_at(&service);
    until("a batch on its way", || {
        (creates_at(&service) > arrived).then_some(())
    });
    desk.kill();
    person.leaves();

    let person = Person::at(desk.start(&[]));
    person.clicks_at("//button[contains(., 'users.csv')][contains(., '1 batch to settle')]");
    person.sees_notice(&[
        "1 batch got no clear answer",
        "Nothing is sent again until you say so",
    ]);
    person.sees("//*[@role='row'][contains(., 'Unknown')][contains(., 'The program was stopped')]");
    person.picture("22-after-a-kill");
    let sent = creates_at(&service);
    person.clicks_on("Go on");
    has_sent(&person, sent);
    person.clicks_on("Cancel the rest");
    person.clicks_in_dialog("Cancel the rest");
    person.misses("//*[@role='row'][contains(., 'Sending') or contains(., 'Waits')]");
    person.picture("23-cancelled");
    let cancelled = creates_at(&service);
    assert!(
        sent < cancelled && cancelled < BATCHES,
        "{sent}, {cancelled}"
    );
    stays("nothing is sent", LONG_ENOUGH, || {
        creates_at(&service) == cancelled
    });
    let users = service.users();
    assert_eq!(users.len(), 2 * cancelled);
    assert!(users.iter().all(|user| user.accepted == 1), "nobody twice");
}
