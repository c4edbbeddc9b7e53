//! What goes wrong is said where it happened, with what to do about it, and the review is still
//! there.

use koodrive_sandbox::Sandbox;
use whole_program_tests::roster;

use crate::desk::Desk;
use crate::person::Person;
use crate::scene::{SECRET_KEY, connect, creates_at, drop_file, service, task_ids_of};

/// A picture: the eight bytes by which every PNG begins, and its first chunk.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU";
/// What was changed before anything went wrong.
const EDIT: &str = "13800138001";

/// A sheet in review, with a cell changed.
fn review(desk: &Desk, person: &Person) {
    drop_file(desk, person, &roster("chinese-numbers.xlsx"));
    person.reads("3 users ready");
    person.changes_cell(0, 2, EDIT);
}

#[test]
fn wrong_files_and_a_refusing_keychain_leave_the_review_as_it_is() {
    let service = service();
    let desk = Desk::set_up();
    let person = Person::at(desk.start(&[]));
    connect(&person, &service);
    person.clicks_on("Home");
    review(&desk, &person);

    drop_file(&desk, &person, &desk.file("picture.xlsx", PICTURE));
    person.sees_notice(&["This is not a sheet", "Excel (.xlsx", "picture"]);
    person.sees_changed(EDIT);
    person.picture("13-wrong-file");
    drop_file(&desk, &person, &desk.file("empty.csv", ""));
    person.sees_notice(&["There are no rows in it", "Choose a file"]);
    person.sees_changed(EDIT);
    person.clicks_on("Dismiss");
    person.misses("//*[@role='alert']");

    desk.locks_keychain();
    person.clicks_on("Submit 3 users");
    person.sees_notice(&["The keychain does not answer", "Unlock it and try again"]);
    person.sees_changed(EDIT);
    person.picture("14-keychain");
    assert_eq!(creates_at(&service), 0, "nothing was sent");
    desk.unlocks_keychain();
    person.clicks_on("Submit 3 users");
    person.clicks_in_dialog("Submit 3 users");
    assert_eq!(person.reads_task_ids(1), task_ids_of(&service));
}

#[test]
fn a_dead_network_and_a_wrong_key_lose_nothing() {
    let service = service();
    let desk = Desk::set_up();
    let person = Person::at(desk.start(&[]));
    connect(&person, &service);
    person.clicks_on("Home");
    review(&desk, &person);

    service.close_door();
    person.clicks_on("Submit 3 users");
    person.clicks_in_dialog("Submit 3 users");
    person.sees_notice(&[
        "The service was not reached",
        "Check the network, then go on",
    ]);
    person.picture("15-dead-network");
    service.open_door().expect("nobody took its port");
    person.clicks_on("Go on");
    assert_eq!(person.reads_task_ids(1), task_ids_of(&service));

    drop_file(&desk, &person, &roster("two-users.csv"));
    person.reads("2 users ready");
    person.changes_cell(0, 0, "Changed");
    replace_secret_key(&person, "not-the-secret-key");
    person.sees("//li[contains(., 'Key and signature')][contains(., 'Check AK and SK')]");
    person.picture("16-wrong-key");
    person.clicks_on("Back to the sheet");
    person.sees_changed("Changed");
    refused_and_put_right(&person, &service);
    let sent: Vec<_> = service
        .users()
        .into_iter()
        .map(|user| user.accepted)
        .collect();
    assert_eq!(sent, [1; 5], "every user of both sheets once");
}

/// The stopped submission has kept the sheet's users, and goes on once the key is right.
fn refused_and_put_right(person: &Person, service: &Sandbox) {
    let before = task_ids_of(service).len();
    person.clicks_on("Submit 2 users");
    person.clicks_in_dialog("Submit 2 users");
    person.sees_notice(&["The service refused the key", "Check AK and SK, then go on"]);
    person.picture("17-key-refused");
    assert_eq!(task_ids_of(service).len(), before, "nothing was created");
    person.clicks_on("Check the connection");
    replace_key_here(person, SECRET_KEY);
    person.reads("This connection works");
    person.clicks_on("History");
    person.clicks_at("//button[contains(., 'two-users.csv')]");
    person.clicks_on("Go on");
    assert_eq!(person.reads_task_ids(1), task_ids_of(service)[before..]);
}

fn replace_secret_key(person: &Person, secret_key: &str) {
    person.chooses(
        "//button[starts-with(@aria-label, 'Connection:')]",
        "Manage connections",
    );
    replace_key_here(person, secret_key);
}

fn replace_key_here(person: &Person, secret_key: &str) {
    person.clicks_on("Replace");
    person.fills_in("Access key (AK)", crate::scene::ACCESS_KEY);
    person.fills_in("Secret key (SK)", secret_key);
    person.clicks_on("Save and test");
}
