//! How the window looks where it is least at ease: small, dark, in Chinese, in the real web view.

use serde_json::Value;
use whole_program_tests::workspace;

use crate::desk::Desk;
use crate::person::Person;

const SAMPLE: &str = "crates/provisioning/samples/new-colleagues.xlsx";

/// What sticks out of the window, and words that are cut off where no tip tells the rest.
const CUT_OFF: &str = "
    const cut = [];
    const page = document.scrollingElement;
    if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight) cut.push('the page scrolls');
    const words = 'button, h1, h2, h3, label, legend, th, dt, p, kbd, [role=columnheader], [role=radio]';
    for (const element of document.querySelectorAll(words)) {
        if (element.closest('[title], .visually-hidden, pre') || !element.checkVisibility()) continue;
        const { left, right, width } = element.getBoundingClientRect();
        const clipped = getComputedStyle(element).overflowX !== 'visible'
            && element.scrollWidth > element.clientWidth + 1;
        if (clipped || (width > 0 && (left < -1 || right > innerWidth + 1))) {
            cut.push(element.innerText || element.getAttribute('aria-label'));
        }
    }
    return cut";

/// The words of the Chinese screens.
struct Words(Value);

impl Words {
    fn read() -> Self {
        let file = workspace().join("ui/messages/zh-CN.json");
        let text = std::fs::read_to_string(file).expect("the screens have Chinese words");
        Self(serde_json::from_str(&text).expect("they are JSON"))
    }

    fn get(&self, name: &str) -> &str {
        self.0[name].as_str().expect(name)
    }

    /// The words before the first number.
    fn begin(&self, name: &str) -> &str {
        let words = self.get(name);
        words.split('{').next().unwrap_or(words).trim()
    }
}

/// Looks at the screen: a picture for people, and nothing may be cut off.
#[track_caller]
fn look(person: &Person, name: &str) {
    person.picture(&format!("zh-dark-{name}"));
    let cut = person.window.run(CUT_OFF);
    assert_eq!(cut, Value::Array(Vec::new()), "cut off on {name}");
}

/// Dark, and in Chinese, by the settings.
fn dark_and_chinese(person: &Person) {
    person.clicks_on("Settings");
    person.clicks_at("//*[@role='radio'][normalize-space(.)='Dark']");
    person.chooses(
        "//button[starts-with(@aria-label, 'Language:')]",
        "简体中文",
    );
    person.sees("//html[starts-with(@lang, 'zh')]");
    let dark = "const [red] = getComputedStyle(document.body).backgroundColor.match(/\\d+/);
        return Number(red) < 80";
    assert_eq!(person.window.run(dark), true, "the page is dark");
}

#[test]
fn nothing_is_cut_off_in_a_small_dark_window_in_chinese() {
    let words = Words::read();
    let desk = Desk::set_up_locked();
    let sample = workspace().join(SAMPLE);
    let person = Person::at(desk.start(&["--practise", &sample.to_string_lossy()]));
    person.sees("//h1[contains(., 'new-colleagues.xlsx')]");
    dark_and_chinese(&person);
    desk.resize(1000, 700);
    look(&person, "settings");
    person.clicks_on(words.get("nav_back_to_review"));
    person.sees("//*[@role='gridcell'][@data-row='0']");
    look(&person, "review");
    person.clicks_on(words.begin("columns_used"));
    person.sees("//*[@role='dialog']//table");
    look(&person, "columns");
    person.clicks_in_dialog(words.get("done"));
    person.clicks_at(SUBMIT);
    person.sees("//*[@role='dialog']//dl");
    look(&person, "confirm");
    person.clicks_at("//*[@role='dialog']//button[@type='submit'][not(@disabled)]");
    person.clicks_on(words.get("batches"));
    person.reads_task_ids(1);
    let finished = words.get("state_finished");
    person.sees(&format!(
        "//h1/following-sibling::*[contains(., '{finished}')]"
    ));
    look(&person, "submission");
    person.clicks_on(words.get("result_users"));
    person.sees("//*[@role='row']//*[contains(@class, 'outcome')]");
    look(&person, "results");
    for (place, name) in [("nav_home", "home"), ("nav_history", "history")] {
        person.clicks_on(words.get(place));
        person.sees("//button[contains(., 'new-colleagues.xlsx')]");
        look(&person, name);
    }
    desk.press("Tab");
    look(&person, "focus");
    let switcher = "//header//button[contains(@class, 'switcher')]";
    person.chooses(switcher, words.get("connection_manage"));
    look(&person, "connections");
    person.clicks_on(words.get("connection_new"));
    look(&person, "connect");
}

/// The button at the foot of the review.
const SUBMIT: &str = "//footer//button[not(@disabled)]";
