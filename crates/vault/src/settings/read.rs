//! Reading settings: whatever stands in the file, there are settings afterwards.

use std::ops::RangeInclusive;
use std::path::Path;

use toml_edit::{Item, Table};

use super::proxy::address;
use super::{
    BATCH_SIZE, FILE_NAME, PASSWORD_CLASSES, PASSWORD_LENGTH, PHONE_FORMATS, PasswordPolicy, Proxy,
    REQUESTS_AT_ONCE, RETENTION_DAYS, Settings, SettingsProblem, THEMES,
};
use crate::error::VaultError;
use crate::file::{self, Lines};
use crate::vault::Vault;

impl Vault {
    /// The settings, and the slips that were found in the file. A file that is not there is all defaults.
    pub fn settings(&self) -> Result<(Settings, Vec<SettingsProblem>), VaultError> {
        let path = self.folder().join(FILE_NAME);
        Ok(read(&path, file::read(&path)?))
    }
}

pub(super) fn read(path: &Path, text: String) -> (Settings, Vec<SettingsProblem>) {
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
            typed => match address(typed) {
                Ok(kept) => Some(Proxy::Manual(kept)),
                Err(error) => {
                    // What stands there is not told: it may be a password.
                    self.complain("proxy", format!("neither `system` nor `none`: {error}"));
                    None
                }
            },
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
