//! The recovery code is the ledger's key on paper: the system shows it, and the web view never has it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use koodrive_sandbox::Sandbox;
use whole_program_tests::roster;

use crate::desk::Desk;
use crate::person::Person;
use crate::scene::{close, connect, drop_file, service, task_ids_of};
use crate::wait::until;

/// The titles of the system's dialogs.
const OWN: &str = "^Recovery code$";
const OTHER: &str = "^Another recovery code$";
const SAVE: &str = "^Save File$";

/// The row's button in the settings.
const SHOW: &str =
    "//p[normalize-space(.)='Recovery code']/ancestor::div[2]//button[not(@disabled)]";

/// The settings' choice of language.
const LANGUAGE: &str = "//button[starts-with(@aria-label, 'Language:')]";

/// The code that the terminal prints for the same home and keychain.
fn code_of(desk: &Desk) -> String {
    let code = desk.terminal(&["vault", "recovery-code"]);
    assert_eq!(code.split('-').count(), 14, "this is no code");
    code
}

/// What of a code stands in a text: as a whole or in pieces, however it is written.
fn traces(code: &str, text: &str) -> Vec<String> {
    let plain = |text: &str| -> String {
        let characters = text.chars().filter(char::is_ascii_alphanumeric);
        characters.map(|one| one.to_ascii_uppercase()).collect()
    };
    let groups: Vec<_> = code.split('-').collect();
    let written = plain(text);
    let pairs = groups.windows(2).map(<[&str]>::concat);
    let mut traces: Vec<_> = pairs.filter(|pair| written.contains(pair)).collect();
    // Chance puts a group or two of four digits into a page full of numbers, and never four of them.
    let alone = groups.iter().filter(|group| text.contains(**group));
    let alone: Vec<_> = alone.map(ToString::to_string).collect();
    if alone.len() > 3 {
        traces.extend(alone);
    }
    traces
}

#[track_caller]
fn assert_no_code(person: &Person, code: &str, when: &str) {
    let found = traces(code, &person.everything_in_the_web_view());
    assert!(
        found.is_empty(),
        "the recovery code is in the web view {when}: {found:?}"
    );
}

/// The files in which the code, or its beginning, stands as it is printed.
fn files_with(desk: &Desk, code: &str) -> Vec<std::path::PathBuf> {
    desk.files_with(&code[..9])
}

#[test]
fn a_code_would_be_found_however_it_is_written() {
    let code = "7K2M-9QXA-0WTE-D4HJ-3RVB-8ZNC-5YPG-1S6F-KK2D-M9QA-XW0T-E4HD-J3RV-B8ZN";
    let in_a_list = code.replace('-', "</li><li>");
    for written in [
        code,
        &code.to_lowercase(),
        &code.replace('-', " "),
        &in_a_list,
    ] {
        assert!(!traces(code, written).is_empty(), "{written} is missed");
    }
    assert!(!traces(code, "one piece of it: j3rvb8zn").is_empty());
    assert!(traces(code, "7K2M 1893596414966089600 9QXA").is_empty());
}

#[test]
fn the_recovery_code_is_shown_and_saved_past_the_web_view() {
    let desk = Desk::set_up();
    let person = Person::at(desk.start(&["--practise"]));
    person.listens_in();
    person.clicks_on("Settings");
    person.clicks_at(SHOW);
    desk.sees_dialog(OWN);
    desk.picture("27-recovery-code");
    desk.closes_dialog(OWN, &["Escape"]);

    person.clicks_at(SHOW);
    desk.closes_dialog(OWN, &["Return"]);
    desk.closes_dialog(SAVE, &["Escape"]);
    // Nothing was saved, so it is there still.
    desk.closes_dialog(OWN, &["Return"]);
    let file = desk.path("on-paper.txt");
    desk.answers_file_dialog(SAVE, &file);
    person.reads("Saved on-paper.txt");
    person.reads("delete the file");
    person.picture("28-recovery-code-saved");
    person.overhears("on-paper.txt");

    let code = code_of(&desk);
    assert_eq!(code_in(&file), code);
    let mode = fs::metadata(&file)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600, "it is for its person alone");
    assert_no_code(&person, &code, "after it was shown");
    let saved_alone = || files_with(&desk, &code) == std::slice::from_ref(&file);
    assert!(saved_alone(), "it is in no other file");
    person.clicks_in_dialog("Close");

    chooses_chinese(&person);
    person.clicks_at(&SHOW.replace("Recovery code", "恢复码"));
    desk.sees_some_dialog();
    desk.picture("27-recovery-code-zh");
    desk.press("Return");
    desk.answers_file_dialog(SAVE, &file);
    person.reads("已保存 on-paper.txt");
    assert_eq!(code_in(&file), code);
    let page = fs::read_to_string(&file).expect("it was replaced");
    assert!(
        page.contains("恢复码") && page.contains("删除此文件"),
        "{page}"
    );
    assert_no_code(&person, &code, "after it was shown again");
    person.clicks_in_dialog("关闭");
    close(&desk, person);
    assert!(saved_alone(), "nor after the end");
}

/// In the settings, until the program has kept it.
fn chooses_chinese(person: &Person) {
    person.chooses(LANGUAGE, "简体中文");
    until("the language to be kept", || {
        let state = "return await window.__TAURI_INTERNALS__.invoke('app_state')";
        let state = person.window.run_async(state);
        (state["settings"]["language"] == "zh-CN").then_some(())
    });
}

/// The code in the lines of a saved page.
fn code_in(page: &Path) -> String {
    let page = fs::read_to_string(page).expect("it was saved");
    let mut paragraphs = page.split("\n\n");
    let code = paragraphs.nth(1).expect("the code stands below the title");
    code.replace('\n', "-")
}

/// A submission in the ledger, and the code of its key; the program is closed again.
fn submitted(desk: &Desk, service: &Sandbox) -> String {
    let person = Person::at(desk.start(&[]));
    connect(&person, service);
    person.clicks_on("Home");
    drop_file(desk, &person, &roster("two-users.csv"));
    person.clicks_on("Submit 2 users");
    person.clicks_in_dialog("Submit 2 users");
    assert_eq!(person.reads_task_ids(1), task_ids_of(service));
    person.sees("//h1/following-sibling::*[contains(., 'Finished')]");
    close(desk, person);
    code_of(desk)
}

fn types_code(person: &Person, code: &str) {
    person.reads("The ledger’s key is missing");
    person.clicks_on("Enter recovery code");
    person.fills_in("Recovery code", code);
    person.clicks_in_dialog("Open the ledger");
}

#[track_caller]
fn finds_submission(person: &Person, service: &Sandbox) {
    person.reads("The ledger is open again");
    person.clicks_on("History");
    person.clicks_at("//button[contains(., 'two-users.csv')]");
    person.clicks_on("Batches");
    assert_eq!(person.reads_task_ids(1), task_ids_of(service));
}

#[test]
fn a_lost_ledger_opens_with_the_code_on_paper() {
    let (service, mut desk) = (service(), Desk::set_up());
    let code = submitted(&desk, &service);
    desk.loses_keychain();

    let person = Person::at(desk.start(&[]));
    person.listens_in();
    types_code(&person, &code.to_lowercase().replace('-', " "));
    finds_submission(&person, &service);
    person.picture("29-ledger-restored");
    let asked = person.questions();
    let with_code = asked
        .iter()
        .filter(|asked| !traces(&code, asked).is_empty());
    assert_eq!(with_code.count(), 1, "the code goes in once");
    assert_no_code(&person, &code, "after it was typed in");
    close(&desk, person);
    assert_eq!(code_of(&desk), code, "its key is in the keychain again");
    assert!(files_with(&desk, &code).is_empty());
}

/// The keychain has the key of a ledger that was begun meanwhile, whose code is returned.
fn begins_another_ledger(desk: &mut Desk) -> String {
    desk.loses_keychain();
    desk.terminal(&["vault", "set-aside", "--yes"]);
    desk.terminal(&["submissions"]);
    let data = desk.path("provisioner/data");
    let entries = fs::read_dir(&data).expect("the ledger is there");
    let names = entries.map(|entry| entry.expect("it can be read").path());
    let aside = names.into_iter().find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("ledger-aside-") && name.ends_with(".db")
    });
    let aside = aside.expect("the earlier ledger is kept");
    fs::rename(aside, data.join("ledger.db")).expect("it takes its place again");
    code_of(desk)
}

/// Types the ledger's code in where another key is in the keychain, until its code is shown.
fn meets_another_key(desk: &Desk, code: &str) -> Person {
    let person = Person::at(desk.start(&[]));
    person.listens_in();
    types_code(&person, code);
    desk.sees_dialog(OTHER);
    person
}

#[test]
fn a_key_in_the_way_goes_only_once_a_person_has_its_code() {
    let (service, mut desk) = (service(), Desk::set_up());
    let code = submitted(&desk, &service);
    let other = begins_another_ledger(&mut desk);
    assert_ne!(other, code);

    let person = meets_another_key(&desk, &code);
    desk.picture("30-another-code");
    desk.kill();
    person.leaves();
    assert_eq!(code_of(&desk), other, "a crash loses no key");

    let person = meets_another_key(&desk, &code);
    desk.closes_dialog(OTHER, &["Escape"]);
    person.sees("//*[@role='dialog']//button[not(@disabled)][contains(., 'Open the ledger')]");
    assert_eq!(code_of(&desk), other, "it was to stay");
    person.clicks_in_dialog("Open the ledger");
    desk.closes_dialog(OTHER, &["Return"]);
    desk.closes_dialog(SAVE, &["Escape"]);
    desk.closes_dialog(OTHER, &["Return"]);
    assert_eq!(code_of(&desk), other, "it is not in a file yet");
    let file = desk.path("other.txt");
    desk.answers_file_dialog(SAVE, &file);
    finds_submission(&person, &service);
    assert_eq!(code_in(&file), other);
    assert_no_code(&person, &other, "after it was saved");
    assert_no_code(&person, &code, "after it was typed in");
    close(&desk, person);
    assert_eq!(code_of(&desk), code);

    let third = begins_another_ledger(&mut desk);
    let person = meets_another_key(&desk, &code);
    desk.closes_dialog(OTHER, &["Tab", "Return"]);
    finds_submission(&person, &service);
    assert_no_code(&person, &third, "after it was written down");
    close(&desk, person);
    assert_eq!(code_of(&desk), code);
}
