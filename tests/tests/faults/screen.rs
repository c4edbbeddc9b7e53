//! What the window shows of a submission: the codes that go over the bridge, in the words that its
//! screens have for them in each language.
//!
//! The codes come from the ledger and the log, as the window has them from the ledger and the run;
//! the words from the screens' own tables and message files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ledger::{Batch, BatchState, LedgerKey, Reader};
use serde_json::Value;
use whole_program_tests::job::RECOVERY_CODE;
use whole_program_tests::{Home, workspace};

/// The languages that have to say something for each row.
pub(crate) const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

/// The screen's lines, one for each batch and each thing that concerns all of them.
pub(crate) fn shown(home: &Home) -> String {
    let facts = facts(home);
    let mut shown = String::new();
    for language in LANGUAGES {
        let screen = Screen::in_language(language);
        for fact in &facts {
            writeln!(shown, "{language} | {}", screen.words(fact)).unwrap();
        }
    }
    shown
}

/// Something that a screen has words for.
enum Fact {
    /// A batch's label, its state and what is noted beside it.
    Batch(String, BatchState, Option<Note>),
    /// Why batches had to wait.
    Wait(&'static str),
    /// Why it stopped.
    Stop(String),
    /// This machine's clock is ahead (behind: below zero).
    Clock(i64),
}

enum Note {
    /// Why a batch is unknown: a code of the screen's.
    Unknown(String),
    /// The service's own code and words.
    Service(String),
}

/// What the log says when a run stops by itself.
const STOPPED: [&str; 2] = [
    "sending has stopped",
    "results are not asked for any longer",
];

fn facts(home: &Home) -> Vec<Fact> {
    let mut facts = batches(home);
    let log = log(home);
    let codes = |said: &str| -> BTreeSet<String> {
        let lines = log.iter().filter(|line| line["message"] == said);
        lines
            .filter_map(|line| line["code"].as_str().map(str::to_owned))
            .collect()
    };
    let waits = codes("nothing is sent for a while");
    let waits: BTreeSet<_> = waits.iter().map(|code| wait_code(code)).collect();
    facts.extend(waits.into_iter().map(Fact::Wait));
    let mut clocks = log.iter().filter_map(|line| line["ahead_seconds"].as_i64());
    facts.extend(clocks.next().map(Fact::Clock));
    let [sending, asking] = STOPPED.map(codes);
    facts.extend(sending.into_iter().chain(asking).map(Fact::Stop));
    facts
}

fn batches(home: &Home) -> Vec<Fact> {
    let code = vault::RecoveryCode::parse(RECOVERY_CODE).unwrap();
    let key = LedgerKey::new(*code.key().expose_bytes());
    let ledger = Reader::open(&home.data(), &key).unwrap();
    let submission = ledger.submissions().unwrap()[0].id;
    let batches = ledger.batches(submission).unwrap().into_iter();
    let facts = batches.map(|batch| {
        let note = note(&ledger, &batch);
        Fact::Batch(batch.label, batch.state, note)
    });
    facts.collect()
}

fn note(ledger: &Reader, batch: &Batch) -> Option<Note> {
    let attempt = ledger.attempts(batch.id).unwrap().pop()?;
    let code = attempt.code.unwrap_or_default();
    match batch.state {
        BatchState::Unknown => Some(Note::Unknown(code.replace('_', "-"))),
        BatchState::Refused | BatchState::Split => {
            let message = attempt.message.unwrap_or_default();
            Some(Note::Service(format!("{code} · {message}")))
        }
        _ => None,
    }
}

/// What the screen calls the client's reasons to wait.
fn wait_code(code: &str) -> &'static str {
    match code {
        "throttled" => "rate-limited",
        "unavailable" => "service-busy",
        _ => "not-reached",
    }
}

pub(crate) fn log(home: &Home) -> Vec<Value> {
    let files = fs::read_dir(home.path().join("logs")).unwrap();
    let text: String = files
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    // A line that is being written is none yet.
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

/// The screens' words in one language.
pub(crate) struct Screen {
    tables: BTreeMap<String, Vec<String>>,
    /// The texts for commands that fail.
    failures: String,
    messages: Value,
}

impl Screen {
    pub(crate) fn in_language(language: &str) -> Self {
        let ui = workspace().join("ui");
        let messages = read(&ui.join("messages").join(format!("{language}.json")));
        let tables = read(&ui.join("src/lib/submission/submission-text.ts"));
        Self {
            tables: tables.lines().filter_map(entry).collect(),
            failures: read(&ui.join("src/lib/shared/ui/failure-text.ts")),
            messages: serde_json::from_str(&messages).unwrap(),
        }
    }

    fn words(&self, fact: &Fact) -> String {
        match fact {
            Fact::Batch(label, state, note) => {
                let state = self.text(&camel(state.as_str()), "batch_", 0);
                match note {
                    None => format!("{label} {state}"),
                    Some(Note::Service(said)) => format!("{label} {state}: {said}"),
                    Some(Note::Unknown(code)) => {
                        format!("{label} {state}: {}", self.text(code, "answer_", 0))
                    }
                }
            }
            Fact::Wait(code) => self.text(code, "wait_", 0),
            Fact::Clock(ahead) => {
                let direction = if *ahead > 0 { "fast" } else { "slow" };
                let [wrong, so] =
                    [direction, "text"].map(|end| self.message(&format!("clock_wrong_{end}")));
                format!("{wrong}: {so}")
            }
            Fact::Stop(code) => self.stop(code),
        }
    }

    /// Why sending stopped, and what to do.
    pub(crate) fn stop(&self, code: &str) -> String {
        let [title, hint] = [0, 1].map(|place| self.text(code, "stop_", place));
        format!("{title}: {hint}")
    }

    /// What a command's failure is called, and what to do.
    pub(crate) fn failure(&self, code: &str) -> String {
        let (_, entry) = self
            .failures
            .split_once(&format!("'{code}': {{"))
            .unwrap_or_else(|| panic!("the screens have no words for `{code}`"));
        let entry = entry.split('}').next().unwrap_or_default();
        let words: Vec<String> = keys(entry).map(|key| self.message(&key)).collect();
        words.join(": ")
    }

    /// The text that a table of the screens has for a code.
    fn text(&self, code: &str, kind: &str, place: usize) -> String {
        let entry = self.tables.get(&format!("{kind}{code}"));
        let key = entry.and_then(|keys| keys.get(place));
        let key = key.unwrap_or_else(|| panic!("the screens have no words for `{code}`"));
        self.message(key)
    }

    fn message(&self, key: &str) -> String {
        let text = self.messages[key].as_str();
        text.unwrap_or_else(|| panic!("no text `{key}`")).to_owned()
    }
}

/// An entry of a table, as in `'timed-out': m.answer_timed_out,`: the kind of its first message and
/// its code, and its messages.
fn entry(line: &str) -> Option<(String, Vec<String>)> {
    let (code, words) = line.trim().split_once(": ")?;
    let keys: Vec<String> = keys(words).collect();
    let (kind, _) = keys.first()?.split_once('_')?;
    Some((format!("{kind}_{}", code.trim_matches('\'')), keys))
}

/// The messages that a piece of a table names, as in `m.answer_timed_out`.
fn keys(words: &str) -> impl Iterator<Item = String> {
    let is_key = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let named = words.split("m.").skip(1);
    named.map(move |rest| rest.chars().take_while(is_key).collect())
}

/// `left_out` as the bridge spells it.
fn camel(name: &str) -> String {
    match name {
        "left_out" => "leftOut".to_owned(),
        other => other.to_owned(),
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
