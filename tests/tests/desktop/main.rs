//! The real window, under a real window manager, with a real keychain and a real drag and drop:
//! from the first start to task IDs and back again.
//!
//! Needs Xvfb, openbox, dbus, gnome-keyring, WebKitWebDriver, xdotool, and Python with GTK 3. Pictures of each screen are left in `target/desktop`.

#![cfg(target_os = "linux")]

mod desk;
mod person;
mod wait;
mod webdriver;

use koodrive_sandbox::{PracticeKeys, Sandbox, SandboxSettings};
use whole_program_tests::roster;

use desk::{Desk, Keychain};
use person::Person;
use wait::until;

const ENTER: &str = "\u{e007}";
const ACCESS_KEY: &str = "AKDESKTOP0123456";
/// Whoever finds this in the web view has found a leak.
const SECRET_KEY: &str = "sk-canary-5d41402abc4b2a76";

fn service() -> Sandbox {
    let settings = SandboxSettings {
        keys: Some(PracticeKeys::new(ACCESS_KEY, SECRET_KEY)),
        ..SandboxSettings::default()
    };
    Sandbox::spawn_thread(settings).expect("the stand-in for the service starts")
}

/// Drops a file of the corpus on the window.
fn drop_sheet(desk: &Desk, person: &Person, name: &str) {
    let overlay = "//*[@role='status'][contains(normalize-space(.), 'Drop to open')]";
    desk.drag(&roster(name), || person.window.find(overlay).is_some());
}

fn connect(person: &Person, service: &Sandbox) {
    person.clicks_on("Connect to KooDrive");
    person.fills_in("Name", "Test site");
    person.clicks_at("//label[contains(., 'Another address')]");
    person.fills_in("Address", service.endpoint());
    person.fills_in("Signing user ID", service.user_id());
    person.fills_in("Access key (AK)", ACCESS_KEY);
    person.fills_in("Secret key (SK)", SECRET_KEY);
    person.clicks_on("Save and test");
    person.reads("This connection works");
}

fn task_ids_of(service: &Sandbox) -> Vec<String> {
    let tasks = service.tasks().into_iter();
    tasks.map(|task| task.task_id).collect()
}

fn assert_no_secret(person: &Person, when: &str) {
    let held = until("an answer to be overheard", || {
        let held = person.everything_in_the_web_view();
        held.contains("app_state").then_some(held)
    });
    assert!(
        !held.contains(SECRET_KEY),
        "the secret key is in the web view {when}"
    );
}

#[test]
fn from_the_first_start_to_task_ids_and_found_again() {
    let service = service();
    let desk = Desk::set_up(Keychain::Real);
    let person = Person::at(desk.start(&[]));
    person.picture("1-first-start");
    person.listens_in();
    connect(&person, &service);
    person.picture("2-connection");
    let typed = person.questions();
    let with_secret = typed.iter().filter(|asked| asked.contains(SECRET_KEY));
    assert_eq!(
        with_secret.count(),
        1,
        "the secret key goes in once, when it is saved"
    );
    person.clicks_on("Home");
    assert_no_secret(&person, "after saving and testing");

    drop_sheet(&desk, &person, "chinese-numbers.xlsx");
    person.reads("3 users ready");
    person.picture("3-review");
    look_at_the_mapping(&person);
    person.picture("4-mapping");
    person.clicks_in_dialog("Done");
    person.clicks_at("//*[@role='gridcell'][@data-row='0'][@data-column='2']");
    person.window.type_text(&format!("13800138001{ENTER}"));
    person.sees("//*[@role='gridcell'][contains(@class, 'changed')][contains(., '13800138001')]");
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
    assert_no_secret(&person, "after submitting");

    let process = desk.process();
    desk.press("ctrl+q");
    Desk::wait_for_end(process);
    person.leaves();
    let person = Person::at(desk.start(&[]));
    person.clicks_on("History");
    let search = "//input[contains(@aria-label, 'Search') or contains(@placeholder, 'Search')]";
    let field = person.sees(search);
    person.window.type_into(&field, &shown[0]);
    person.sees(&format!("//mark[text()='{}']", shown[0]));
    person.picture("9-history");
    person.clicks_at("//button[contains(., 'chinese-numbers.xlsx')]");
    person.clicks_on("Batches");
    assert_eq!(person.reads_task_ids(1), shown, "after a restart");
    assert!(
        desk.home().exists(),
        "the program kept to the home it was given"
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
        person.sees(&format!(
            "//tr[th//*[normalize-space(.)='{header}']][.//button[contains(., '{role}')]]"
        ));
    }
}

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

#[test]
fn a_clean_sheet_takes_three_clicks_at_most() {
    let desk = Desk::set_up(Keychain::Real);
    let person = Person::at(desk.start(&["--practise"]));
    drop_sheet(&desk, &person, "two-users.csv");
    person.reads("2 users ready");
    person.clicks();
    person.clicks_on("Submit 2 users");
    person.clicks_in_dialog("Submit 2 users");
    let shown = person.reads_task_ids(1);
    assert!(person.clicks() <= 3, "from a dropped sheet to task IDs");
    assert!(
        shown[0].chars().all(|digit| digit.is_ascii_digit()),
        "{shown:?}"
    );

    // A second start hands its file to the first window and ends.
    desk.start_again(&[&roster("excel-german.csv")]);
    person.sees("//h1[contains(., 'excel-german.csv')]");
    person.picture("10-second-start");
}

#[test]
fn practice_needs_neither_account_nor_keychain_and_outlives_a_reload() {
    let desk = Desk::set_up(Keychain::Locked);
    let person = Person::at(desk.start(&[]));
    person.clicks_on("Practise first");
    let grid = "//*[@role='gridcell'][@data-row='0'][@data-column='0']";
    person.sees(grid);
    person.picture("11-practice");
    person.clicks_at(grid);
    person.window.type_text(&format!("Somebody{ENTER}"));
    person.sees("//*[@role='gridcell'][contains(@class, 'changed')][contains(., 'Somebody')]");
    person.window.run("location.reload()");
    until(
        "the sheet as it was before the window was loaded again",
        || {
            let changed =
                "//*[@role='gridcell'][contains(@class, 'changed')][contains(., 'Somebody')]";
            person.window.find(changed)
        },
    );
    person.clicks_on("Submit");
    person.clicks_in_dialog("Submit");
    // A user of the sample fails, and what failed is shown first when it is over that fast.
    person.clicks_on("Batches");
    let shown = person.reads_task_ids(1);
    assert!(shown[0].len() >= 18, "{shown:?}");
    person.picture("12-practice-sent");
}
