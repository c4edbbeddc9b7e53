//! The whole way: first start, connection, sheet, task IDs, results, and found again.

use koodrive_sandbox::Sandbox;
use whole_program_tests::roster;

use crate::desk::Desk;
use crate::person::Person;
use crate::scene::{SECRET_KEY, close, connect, drop_file, service, task_ids_of};

fn assert_no_secret(person: &Person, when: &str) {
    let held = person.everything_in_the_web_view();
    assert!(
        !held.contains(SECRET_KEY),
        "the secret key is in the web view {when}"
    );
}

#[test]
fn from_the_first_start_to_task_ids_and_found_again() {
    let service = service();
    let desk = Desk::set_up();
    let person = Person::at(desk.start(&[]));
    person.picture("1-first-start");
    person.listens_in();
    connect(&person, &service);
    person.picture("2-connection");
    let asked = person.questions();
    let with_secret = asked.iter().filter(|asked| asked.contains(SECRET_KEY));
    assert_eq!(
        with_secret.count(),
        1,
        "the secret key goes in once, when it is saved"
    );
    assert_no_secret(&person, "after saving and testing");
    person.clicks_on("Home");

    drop_file(&desk, &person, &roster("chinese-numbers.xlsx"));
    person.reads("3 users ready");
    person.picture("3-review");
    look_at_the_mapping(&person);
    person.picture("4-mapping");
    person.clicks_in_dialog("Done");
    person.changes_cell(0, 2, "13800138001");
    person.picture("5-fixed");

    person.clicks_on("Submit 3 users");
    person.sees("//*[@role='dialog'][contains(., 'Test site')]");
    person.picture("6-confirm");
    person.clicks_in_dialog("Submit 3 users");
    let shown = person.reads_task_ids(1);
    assert_eq!(
        shown,
        task_ids_of(&service),
        "the task ID on the screen, digit by digit"
    );
    let sent: Vec<_> = service.users().into_iter().map(|user| user.phone).collect();
    assert_eq!(sent, ["13800138001", "13912345678", "8613700001111"]);
    person.sees("//h1/following-sibling::*[contains(., 'Finished')]");
    person.picture("7-finished");
    look_at_the_results(&person, &service);
    person.picture("8-results");
    // An answer of a command, the app's channel, the submission's.
    for overheard in ["systemLanguage", "dragEntered", "secondsLeft"] {
        person.overhears(overheard);
    }
    assert_no_secret(&person, "after submitting");

    close(&desk, person);
    let person = Person::at(desk.start(&[]));
    person.listens_in();
    person.clicks_on("History");
    find_again(&person, &shown);
    assert_no_secret(&person, "after a restart");
    let leaks = desk.files_with(SECRET_KEY);
    assert!(leaks.is_empty(), "the secret key is on the disk: {leaks:?}");
    let receipts = desk.files_with(&shown[0]);
    assert!(
        !receipts.is_empty(),
        "a file with the task ID would be found"
    );
}

/// The Chinese headers are understood, and the department is no field of a user.
fn look_at_the_mapping(person: &Person) {
    person.clicks_on("columns used");
    for (header, role) in [
        ("姓", "Surname"),
        ("名", "First name"),
        ("手机号", "Phone"),
        ("邮箱", "E-mail"),
        ("初始密码", "Password"),
        ("部门", "Not sent"),
    ] {
        person.sees_role(header, role);
    }
}

/// Every user with the ID that the service gave.
fn look_at_the_results(person: &Person, service: &Sandbox) {
    person.clicks_on("Users");
    for user in service.users() {
        let id = user.user_id.expect("a finished task has created its users");
        person.sees(&format!(
            "//*[@role='row'][contains(., '{}')][contains(., '{id}')][contains(., 'Created')]",
            user.phone
        ));
    }
}

/// In the history, by its task ID.
fn find_again(person: &Person, task_ids: &[String]) {
    let search = "//input[contains(@aria-label, 'Search') or contains(@placeholder, 'Search')]";
    let field = person.sees(search);
    person.window.type_into(&field, &task_ids[0]);
    person.sees(&format!("//mark[text()='{}']", task_ids[0]));
    person.picture("9-history");
    person.clicks_at("//button[contains(., 'chinese-numbers.xlsx')]");
    person.clicks_on("Batches");
    assert_eq!(
        person.reads_task_ids(1),
        task_ids,
        "the same after a restart"
    );
}
