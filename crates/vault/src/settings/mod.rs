//! The program's settings, in `settings.toml`, which a person can read and edit.
//!
//! A slip in it costs that one setting, not the start of the program: its default is taken, the slip is told with its
//! line, and the file stays as it is.

use std::fmt;
use std::ops::RangeInclusive;

mod proxy;
mod read;
mod write;

pub use proxy::ProxyAddressError;

const FILE_NAME: &str = "settings.toml";

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
    /// Through this one: `host:port`, with or without `http://` or `https://` before it, and without user and
    /// password (those are in the keychain). It is kept with its scheme.
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
