//! How few clicks a clean sheet takes, on a connection that is set up.

use koodrive_sandbox::Sandbox;
use whole_program_tests::roster;

use crate::desk::Desk;
use crate::person::Person;
use crate::scene::{close, connect, drop_file, service, task_ids_of};

/// The connection is from an earlier start, so the keys come from the keychain.
fn set_up(desk: &Desk, service: &Sandbox) -> Person {
    let person = Person::at(desk.start(&[]));
    connect(&person, service);
    close(desk, person);
    Person::at(desk.start(&[]))
}

#[test]
fn a_clean_sheet_takes_three_clicks_at_most() {
    let service = service();
    let desk = Desk::set_up();
    let person = set_up(&desk, &service);
    person.clicks();
    drop_file(&desk, &person, &roster("two-users.csv"));
    person.reads("2 users ready");
    person.clicks_on("Submit 2 users");
    person.clicks_in_dialog("Submit 2 users");
    let shown = person.reads_task_ids(1);
    let clicks = person.clicks();
    assert!(
        clicks <= 3,
        "{clicks} clicks from a dropped sheet to task IDs"
    );
    assert_eq!(shown, task_ids_of(&service), "digit by digit");

    // A second start hands its file to the first window and ends.
    desk.start_again(&[&roster("excel-german.csv")]);
    person.sees("//h1[contains(., 'excel-german.csv')]");
    person.picture("10-second-start");
}
