//! The second door: practising, with neither account nor keychain.

use crate::desk::Desk;
use crate::person::Person;

#[test]
fn practice_needs_neither_account_nor_keychain_and_outlives_a_reload() {
    let desk = Desk::set_up_locked();
    let person = Person::at(desk.start(&[]));
    person.clicks_on("Practise first");
    person.sees("//*[@role='gridcell'][@data-row='0'][@data-column='0']");
    person.picture("11-practice");
    person.changes_cell(0, 0, "Somebody");
    person.window.run("location.reload()");
    person.sees_changed("Somebody");
    person.clicks_on("Submit 25 users");
    person.clicks_in_dialog("Submit 25 users");
    // A user of the sample fails, and what failed is shown first when it is over that fast.
    person.clicks_on("Batches");
    let shown = person.reads_task_ids(1);
    assert!(shown[0].len() >= 18, "{shown:?}");
    person.picture("12-practice-sent");
}
