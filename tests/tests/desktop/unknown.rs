//! Batches that got no clear answer are settled by a person, in each of the three ways.

use koodrive_sandbox::{Fault, FaultRule, Moment, Sandbox, When};
use whole_program_tests::job::sheet_of;

use crate::desk::Desk;
use crate::person::Person;
use crate::scene::{connect, creates_at, drop_file, service, task_ids_of};

/// Cuts these creates after they were processed: nobody hears of their task.
fn cut(service: &Sandbox, creates: &[u64]) {
    let moment = Moment::AfterProcessing;
    for nth in creates {
        service.inject(FaultRule::create(When::Nth(*nth), Fault::Cut { moment }));
    }
}

/// The row of a batch, by its users' rows in the sheet.
fn batch(rows: &str, words: &str) -> String {
    format!("//*[@role='row'][contains(., '{rows}')][contains(., '{words}')]")
}

fn settles(person: &Person, rows: &str, way: &str) {
    person.clicks_at(&format!("{}//button", batch(rows, "Unknown")));
    person.clicks_at(&format!("//*[@role='radio'][contains(., '{way}')]"));
}

fn is_settled(person: &Person) {
    person.clicks_at("//*[@role='dialog']//button[not(@disabled)][normalize-space(.)='Settle']");
    person.misses("//*[@role='dialog']");
}

#[test]
fn what_is_unknown_is_settled_in_each_of_the_three_ways() {
    let service = service();
    let desk = Desk::set_up();
    let person = Person::at(desk.start(&[]));
    connect(&person, &service);
    person.clicks_on("Settings");
    person.sets("Users in a batch", "2");
    person.sets("Requests at once", "1");
    person.clicks_on("Home");
    cut(&service, &[1, 2, 4]);
    drop_file(&desk, &person, &desk.file("users.csv", sheet_of(8)));
    person.clicks_on("Submit 8 users");
    person.clicks_in_dialog("Submit 8 users");
    person.sees_notice(&["3 batches got no clear answer", "Nothing is sent again"]);
    person.sees(&batch("6–7", "Finished"));
    assert_eq!(creates_at(&service), 4);

    settles(&person, "2–3", "It was accepted");
    let lost = &task_ids_of(&service)[0];
    person.fills_in("Task ID", lost);
    person.picture("24-settle");
    is_settled(&person);
    person.sees(&format!(
        "{}[contains(., '{lost}')]",
        batch("2–3", "Finished")
    ));
    assert_eq!(creates_at(&service), 4, "nothing was sent for it");

    settles(&person, "8–9", "Leave its users out");
    is_settled(&person);
    person.sees(&batch("8–9", "Left out"));
    assert_eq!(creates_at(&service), 4, "nothing was sent for them");

    settles(&person, "4–5", "Send it again");
    let ready = "//*[@role='dialog']//button[@disabled][normalize-space(.)='Settle']";
    person.sees(ready);
    person.fills_in("Type “again” to confirm", "again");
    is_settled(&person);
    person.clicks_on("Go on");
    person.sees(&format!(
        "{}[contains(., '2 skipped')]",
        batch("4–5", "Finished")
    ));
    assert_eq!(creates_at(&service), 5, "one batch, once");
    person.sees("//h1/following-sibling::*[contains(., 'Finished')]");
    person.picture("25-settled");
    let made = task_ids_of(&service);
    let mut shown = person.task_ids();
    shown.sort();
    assert_eq!(shown, [&made[0], &made[2], &made[4]].map(String::as_str));
}
