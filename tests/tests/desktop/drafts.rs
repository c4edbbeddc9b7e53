//! A sheet that was not finished comes back, with its mapping and what was changed in it.

use whole_program_tests::roster;

use crate::desk::Desk;
use crate::person::Person;
use crate::scene::{close, drop_file};
use crate::wait::until;

#[test]
fn a_draft_comes_back_after_closing_and_after_a_kill() {
    let desk = Desk::set_up();
    let person = Person::at(desk.start(&["--practise"]));
    drop_file(&desk, &person, &roster("chinese-numbers.xlsx"));
    person.changes_cell(1, 0, "Closed");
    person.clicks_on("columns used");
    person.chooses(&role_of("邮箱"), "Not sent");
    person.sees_role("邮箱", "Not sent");
    person.clicks_in_dialog("Done");
    close(&desk, person);

    let person = Person::at(desk.start(&["--practise"]));
    person.clicks_at(DRAFT);
    person.sees_changed("Closed");
    person.clicks_on("columns used");
    person.sees_role("邮箱", "Not sent");
    person.sees_role("部门", "Not sent");
    person.sees_role("手机号", "Phone");
    person.picture("18-draft");
    person.clicks_in_dialog("Done");

    person.changes_cell(2, 0, "Killed");
    until("the draft to be kept", || {
        let state = "return await window.__TAURI_INTERNALS__.invoke('app_state')";
        let state = person.window.run_async(state);
        (state["drafts"][0]["changed"] == 2).then_some(())
    });
    desk.kill();
    person.leaves();
    let person = Person::at(desk.start(&["--practise"]));
    person.clicks_at(DRAFT);
    person.sees_changed("Killed");
    person.sees_changed("Closed");
}

/// The draft in the list at home.
const DRAFT: &str = "//section[@aria-label='Not finished yet']\
    //button[contains(., 'chinese-numbers.xlsx')][contains(., '3 rows')]";

/// The menu of a column's role.
fn role_of(header: &str) -> String {
    format!("//tr[th//*[normalize-space(.)='{header}']]//button")
}
