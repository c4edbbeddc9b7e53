//! What the tests at the window begin with: a service, a connection to it, a sheet.

use std::path::Path;

use koodrive_sandbox::{Kind, PracticeKeys, Sandbox, SandboxSettings};

use crate::desk::Desk;
use crate::person::Person;

pub(crate) const ACCESS_KEY: &str = "AKDESKTOP0123456";
/// Whoever finds this in the web view has found a leak.
pub(crate) const SECRET_KEY: &str = "sk-canary-5d41402abc4b2a76";

pub(crate) fn service() -> Sandbox {
    let settings = SandboxSettings {
        keys: Some(PracticeKeys::new(ACCESS_KEY, SECRET_KEY)),
        ..SandboxSettings::default()
    };
    Sandbox::spawn_thread(settings).expect("the stand-in for the service starts")
}

/// Drops a file on the window.
#[track_caller]
pub(crate) fn drop_file(desk: &Desk, person: &Person, file: &Path) {
    let overlay = "//*[@role='status'][contains(normalize-space(.), 'Drop to open')]";
    desk.drag(file, || person.window.find(overlay).is_some());
}

/// From the first start to a connection that works, and home again.
#[track_caller]
pub(crate) fn connect(person: &Person, service: &Sandbox) {
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

/// Ends the program as a person does, and waits until it is gone.
pub(crate) fn close(desk: &Desk, person: Person) {
    let process = desk.process();
    desk.press("ctrl+q");
    Desk::wait_for_end(process);
    person.leaves();
}

pub(crate) fn task_ids_of(service: &Sandbox) -> Vec<String> {
    let tasks = service.tasks().into_iter();
    tasks.map(|task| task.task_id).collect()
}

/// How many creates have arrived at the service.
pub(crate) fn creates_at(service: &Sandbox) -> usize {
    let seen = service.requests();
    seen.iter().filter(|seen| seen.kind == Kind::Create).count()
}
