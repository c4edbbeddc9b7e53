//! Settings: what holds for every submission until a person says otherwise.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The program's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "settings.ts")]
pub struct Settings {
    /// Users in a request, 1–1,000.
    pub batch_size: u32,
    /// Requests on their way at once, 1–16.
    pub concurrency: u32,
    /// More users than this, and their count is typed in before they are sent.
    pub typed_count_above: u32,
    /// How phones are written.
    pub phone_format: PhoneFormat,
    /// The country of numbers that name none: ISO 3166-1 alpha-2; empty for none.
    pub default_country: String,
    /// What passwords must be like.
    pub password_policy: PasswordPolicy,
    /// Days after which finished submissions lose their personal data; 0 keeps them.
    pub retention_days: u32,
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// A language's tag (`en`, `zh-CN`), or as the system.
    pub language: Option<String>,
    /// The way to the network.
    pub proxy: ProxyChoice,
    /// Tell the system's notification centre when a submission is done.
    pub notify: bool,
}

/// How phones are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "settings.ts")]
pub enum PhoneFormat {
    /// As the sheet has them.
    AsIs,
    /// Nothing but digits.
    Digits,
    /// `00`, the country code, the number.
    DoubleZero,
    /// `+`, the country code, the number (E.164).
    E164,
}

/// What passwords must be like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "settings.ts")]
pub struct PasswordPolicy {
    /// Fewest characters.
    pub min_length: u32,
    /// Most characters.
    pub max_length: u32,
    /// How many of lower case, upper case, digits and signs must be there, 1–4.
    pub classes: u32,
    /// Whether a row without a password is a problem.
    pub required: bool,
}

/// Light, dark, or as the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "settings.ts")]
pub enum Theme {
    /// As the system.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The way to the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(export_to = "settings.ts")]
pub enum ProxyChoice {
    /// As the system has it.
    System,
    /// Straight.
    None,
    /// This one.
    Manual {
        /// `http://host:port`
        url: String,
    },
}
