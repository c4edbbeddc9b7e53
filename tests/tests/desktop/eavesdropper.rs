//! Whether a secret in the web view would be found, wherever it is: what looks for it is itself
//! put to the test.

use crate::desk::Desk;
use crate::person::Person;

/// One mark for each place, and a channel of the bridge's own.
const HIDE: &str = "
    localStorage.setItem('a', 'mark-local');
    sessionStorage.setItem('a', 'mark-session');
    document.cookie = 'a=mark-cookie';
    history.replaceState({ a: 'mark-history' }, '');
    window.name = 'mark-name';
    const field = document.createElement('input');
    field.value = 'mark-field';
    field.dataset.a = 'mark-attribute';
    document.body.append(field);
    const opening = indexedDB.open('a');
    opening.onupgradeneeded = () => opening.result.createObjectStore('b').put('mark-value', 'mark-key');
    await new Promise((resolve, reject) => {
        opening.onsuccess = resolve;
        opening.onerror = reject;
    });
    opening.result.close();
    const { invoke, transformCallback, runCallback } = window.__TAURI_INTERNALS__;
    runCallback(transformCallback(() => {}), { index: 0, message: { a: 'mark-message' } });
    await invoke('review', { id: 'mark-question' }).catch(() => {});";

#[test]
fn what_is_hidden_in_the_web_view_is_found() {
    let desk = Desk::set_up_locked();
    let person = Person::at(desk.start(&[]));
    person.listens_in();
    person.window.run_async(HIDE);
    let held = person.everything_in_the_web_view();
    for place in [
        "local",
        "session",
        "history",
        "name",
        "field",
        "attribute",
        "value",
        "key",
        "message",
    ] {
        assert!(held.contains(&format!("mark-{place}")), "{place} is missed");
    }
    let cookies = person.window.run("return document.cookie");
    assert_eq!(
        cookies, "",
        "this web view keeps none, or they would be a place too"
    );

    // A command's refusal is an answer too, and what was asked is heard apart from it.
    person.overhears("review-gone");
    let asked = person.questions();
    assert!(asked.iter().any(|asked| asked.contains("mark-question")));

    person
        .window
        .run("document.querySelector('[data-a]').remove()");
    assert!(!person.everything_in_the_web_view().contains("mark-field"));
}
