//! The program's settings, in `settings.toml`, which a person can read and edit.
//!
//! A slip in it costs that one setting, not the start of the program: its default is taken, the slip is told with its
//! line, and the file stays as it is.

use std::fmt;
use std::ops::RangeInclusive;
use std::path::Path;

use toml_edit::{Item, Table, Value};

use crate::error::VaultError;
use crate::file::{self, Lines};
use crate::vault::Vault;

const FILE_NAME: &str = "settings.toml";
const HEADER: &str =
    "# Settings of the KooDrive Provisioner. What is not here has its default.\n\n";

const BATCH_SIZE: RangeInclusive<u32> = 1..=1000;
const REQUESTS_AT_ONCE: RangeInclusive<u32> = 1..=16;
const RETENTION_DAYS: RangeInclusive<u32> = 1..=36_500;
const PASSWORD_LENGTH: RangeInclusive<u32> = 1..=128;
const PASSWORD_CLASSES: RangeInclusive<u32> = 1..=4;

/// How phones are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PhoneFormat {
    /// As the sheet has them, cleaned of what only decorates them.
    #[default]
    AsIs,
    /// Digits only.
    Digits,
    /// `00` and the country code.
    DoubleZero,
    /// `+` and the country code (E.164).
    Plus,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How the service is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Proxy {
    /// As the system has it.
    #[default]
    System,
    /// Never through a proxy.
    Direct,
    /// Through this one: an address with `http://` or `https://`, without user and password (those are in the keychain).
    Manual(String),
}

/// What passwords must be. The service documents no policy; the defaults fit its examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// Characters, at least: 1 to 128.
    pub min_length: u32,
    /// Characters, at most: 1 to 128.
    pub max_length: u32,
    /// Of capitals, small letters, digits and signs, so many must occur: 1 to 4.
    pub classes: u32,
    /// Every user needs one.
    pub required: bool,
}

/// The program's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Users in a batch: 1 to 1,000, the service's limit.
    pub batch_size: u32,
    /// Requests at once: 1 to 16.
    pub requests_at_once: u32,
    /// From this many users on, the confirmation has the number typed in.
    pub confirm_typed_from: u32,
    /// A batch that is refused for its content is split until the rows at fault stand alone.
    pub isolate_bad_rows: bool,
    /// How phones are sent.
    pub phone_format: PhoneFormat,
    /// The country of phones without a country code: two letters, ISO 3166-1.
    pub default_country: Option<String>,
    /// What passwords must be.
    pub password: PasswordPolicy,
    /// Days after which a finished submission is forgotten: 1 to 36,500. None keeps everything.
    pub retention_days: Option<u32>,
    /// Light or dark.
    pub theme: Theme,
    /// The language's tag, such as `en` or `zh-CN`. None takes the system's.
    pub language: Option<String>,
    /// How the service is reached.
    pub proxy: Proxy,
    /// A file with further certificates to trust.
    pub extra_ca: Option<String>,
    /// Whether the system's notification centre is told when a submission is done.
    pub notify: bool,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            min_length: 8,
            max_length: 32,
            classes: 3,
            required: false,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            batch_size: 1000,
            requests_at_once: 2,
            confirm_typed_from: 500,
            isolate_bad_rows: true,
            phone_format: PhoneFormat::default(),
            default_country: None,
            password: PasswordPolicy::default(),
            retention_days: None,
            theme: Theme::default(),
            language: None,
            proxy: Proxy::default(),
            extra_ca: None,
            notify: true,
        }
    }
}

/// A slip in the settings file: the default was taken instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsProblem {
    /// The line, from 1.
    pub line: usize,
    /// The setting; none when the file as a whole cannot be read.
    pub key: Option<&'static str>,
    /// What is wrong: what stands there and what is expected.
    pub message: String,
}

impl fmt::Display for SettingsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{FILE_NAME}, line {}: ", self.line)?;
        if let Some(key) = self.key {
            write!(f, "`{key}`: ")?;
        }
        f.write_str(&self.message)
    }
}

impl Vault {
    /// The settings, and the slips that were found in the file. A file that is not there is all defaults.
    pub fn settings(&self) -> Result<(Settings, Vec<SettingsProblem>), VaultError> {
        let path = self.folder().join(FILE_NAME);
        Ok(read(&path, file::read(&path)?))
    }

    /// Writes the settings that changed. Comments, and what the program does not know, stay.
    ///
    /// # Errors
    /// [`VaultError::Syntax`] when a person's slip made the file unreadable as a whole: it is not written over.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), VaultError> {
        check(settings)?;
        let _turn = self.take_turn()?;
        let path = self.folder().join(FILE_NAME);
        let text = file::read(&path)?;
        let (present, _) = read(&path, text.clone());
        let header = if text.is_empty() { HEADER } else { "" };
        let mut document = file::parse(&path, text)?.into_mut();
        for ((key, old), (_, new)) in entries(&present).into_iter().zip(entries(settings)) {
            // A slip that was not touched stays: it reads as its default, and that did not change.
            if !unchanged(old.as_ref(), new.as_ref()) {
                file::set(document.as_table_mut(), key, new);
            }
        }
        file::replace(&path, &format!("{header}{document}"))
    }
}

fn check(settings: &Settings) -> Result<(), VaultError> {
    let password = settings.password;
    let holds = BATCH_SIZE.contains(&settings.batch_size)
        && REQUESTS_AT_ONCE.contains(&settings.requests_at_once)
        && settings
            .retention_days
            .is_none_or(|days| RETENTION_DAYS.contains(&days))
        && PASSWORD_LENGTH.contains(&password.min_length)
        && PASSWORD_LENGTH.contains(&password.max_length)
        && password.min_length <= password.max_length
        && PASSWORD_CLASSES.contains(&password.classes);
    if holds {
        Ok(())
    } else {
        Err(VaultError::Invalid("a setting is out of its range"))
    }
}

fn unchanged(old: Option<&Value>, new: Option<&Value>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => file::same(old, new),
        (old, new) => old.is_none() && new.is_none(),
    }
}

/// Every setting as it stands in the file; none for one that is best not there.
fn entries(settings: &Settings) -> Vec<(&'static str, Option<Value>)> {
    let number = |number: u32| Some(Value::from(i64::from(number)));
    let text = |text: &Option<String>| text.as_deref().map(Value::from);
    vec![
        ("batch_size", number(settings.batch_size)),
        ("requests_at_once", number(settings.requests_at_once)),
        ("confirm_typed_from", number(settings.confirm_typed_from)),
        (
            "isolate_bad_rows",
            Some(Value::from(settings.isolate_bad_rows)),
        ),
        (
            "phone_format",
            Some(Value::from(name(PHONE_FORMATS, settings.phone_format))),
        ),
        ("default_country", text(&settings.default_country)),
        ("password_min_length", number(settings.password.min_length)),
        ("password_max_length", number(settings.password.max_length)),
        ("password_classes", number(settings.password.classes)),
        (
            "password_required",
            Some(Value::from(settings.password.required)),
        ),
        ("retention_days", settings.retention_days.and_then(number)),
        ("theme", Some(Value::from(name(THEMES, settings.theme)))),
        ("language", text(&settings.language)),
        ("proxy", Some(Value::from(proxy_text(&settings.proxy)))),
        ("extra_ca", text(&settings.extra_ca)),
        ("notify", Some(Value::from(settings.notify))),
    ]
}

const PHONE_FORMATS: &[(&str, PhoneFormat)] = &[
    ("as is", PhoneFormat::AsIs),
    ("digits", PhoneFormat::Digits),
    ("00", PhoneFormat::DoubleZero),
    ("+", PhoneFormat::Plus),
];

const THEMES: &[(&str, Theme)] = &[
    ("system", Theme::System),
    ("light", Theme::Light),
    ("dark", Theme::Dark),
];

fn name<T: Copy + PartialEq>(names: &[(&'static str, T)], wanted: T) -> &'static str {
    names
        .iter()
        .find(|(_, known)| *known == wanted)
        .map_or("", |(name, _)| name)
}

fn proxy_text(proxy: &Proxy) -> &str {
    match proxy {
        Proxy::System => "system",
        Proxy::Direct => "none",
        Proxy::Manual(address) => address,
    }
}

fn read(path: &Path, text: String) -> (Settings, Vec<SettingsProblem>) {
    let lines = Lines::of(&text);
    let document = match file::parse(path, text) {
        Ok(document) => document,
        Err(VaultError::Syntax { line, message, .. }) => {
            return (
                Settings::default(),
                vec![SettingsProblem {
                    line,
                    key: None,
                    message,
                }],
            );
        }
        Err(_) => return (Settings::default(), Vec::new()),
    };
    let mut reading = Reading {
        table: document.as_table(),
        lines: &lines,
        problems: Vec::new(),
    };
    let settings = reading.settings();
    (settings, reading.problems)
}

/// Takes settings out of a table, one by one, and notes the slips.
struct Reading<'d> {
    table: &'d Table,
    lines: &'d Lines,
    problems: Vec<SettingsProblem>,
}

impl Reading<'_> {
    fn settings(&mut self) -> Settings {
        let default = Settings::default();
        Settings {
            batch_size: self
                .number("batch_size", BATCH_SIZE)
                .unwrap_or(default.batch_size),
            requests_at_once: self
                .number("requests_at_once", REQUESTS_AT_ONCE)
                .unwrap_or(default.requests_at_once),
            confirm_typed_from: self
                .number("confirm_typed_from", 0..=u32::MAX)
                .unwrap_or(default.confirm_typed_from),
            isolate_bad_rows: self
                .flag("isolate_bad_rows")
                .unwrap_or(default.isolate_bad_rows),
            phone_format: self
                .choice("phone_format", PHONE_FORMATS)
                .unwrap_or_default(),
            default_country: self.text("default_country"),
            password: self.password(default.password),
            retention_days: self.number("retention_days", RETENTION_DAYS),
            theme: self.choice("theme", THEMES).unwrap_or_default(),
            language: self.text("language"),
            proxy: self.proxy().unwrap_or_default(),
            extra_ca: self.text("extra_ca"),
            notify: self.flag("notify").unwrap_or(default.notify),
        }
    }

    fn password(&mut self, default: PasswordPolicy) -> PasswordPolicy {
        let policy = PasswordPolicy {
            min_length: self
                .number("password_min_length", PASSWORD_LENGTH)
                .unwrap_or(default.min_length),
            max_length: self
                .number("password_max_length", PASSWORD_LENGTH)
                .unwrap_or(default.max_length),
            classes: self
                .number("password_classes", PASSWORD_CLASSES)
                .unwrap_or(default.classes),
            required: self.flag("password_required").unwrap_or(default.required),
        };
        if policy.min_length <= policy.max_length {
            return policy;
        }
        self.complain(
            "password_min_length",
            "more than `password_max_length`".to_owned(),
        );
        PasswordPolicy {
            min_length: default.min_length,
            max_length: default.max_length,
            ..policy
        }
    }

    fn proxy(&mut self) -> Option<Proxy> {
        let text = self.text("proxy")?;
        match text.as_str() {
            "system" => Some(Proxy::System),
            "none" => Some(Proxy::Direct),
            address if address.starts_with("http://") || address.starts_with("https://") => {
                Some(Proxy::Manual(text))
            }
            _ => self.expected(
                "proxy",
                "`system`, `none` or an address that begins with `http://` or `https://`",
            ),
        }
    }

    fn number(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let item = self.table.get(key)?;
        let number = item
            .as_integer()
            .and_then(|number| u32::try_from(number).ok());
        match number.filter(|number| range.contains(number)) {
            Some(number) => Some(number),
            None => self.expected(
                key,
                &format!("a whole number from {} to {}", range.start(), range.end()),
            ),
        }
    }

    fn flag(&mut self, key: &'static str) -> Option<bool> {
        let item = self.table.get(key)?;
        item.as_bool()
            .or_else(|| self.expected(key, "`true` or `false`"))
    }

    fn text(&mut self, key: &'static str) -> Option<String> {
        let item = self.table.get(key)?;
        match item.as_str() {
            Some(text) => Some(text.to_owned()),
            None => self.expected(key, "text in quotes"),
        }
    }

    fn choice<T: Copy>(&mut self, key: &'static str, names: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        if let Some((_, chosen)) = names.iter().find(|(name, _)| *name == text) {
            return Some(*chosen);
        }
        let names: Vec<_> = names.iter().map(|(name, _)| format!("`{name}`")).collect();
        self.expected(key, &names.join(", "))
    }

    fn expected<T>(&mut self, key: &'static str, expected: &str) -> Option<T> {
        let found = self
            .table
            .get(key)
            .map(|item| item.to_string().trim().to_owned())
            .unwrap_or_default();
        self.complain(key, format!("expected {expected}, found: {found}"));
        None
    }

    fn complain(&mut self, key: &'static str, message: String) {
        let span = self.table.get(key).and_then(Item::span);
        let line = span.map_or(1, |span| self.lines.at(span.start));
        self.problems.push(SettingsProblem {
            line,
            key: Some(key),
            message,
        });
    }
}
