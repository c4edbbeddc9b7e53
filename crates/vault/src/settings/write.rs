//! Writing settings: only what changed, around what a person wrote.

use toml_edit::Value;

use super::proxy::address;
use super::read::read;
use super::{
    BATCH_SIZE, FILE_NAME, PASSWORD_CLASSES, PASSWORD_LENGTH, PHONE_FORMATS, Proxy,
    REQUESTS_AT_ONCE, RETENTION_DAYS, Settings, THEMES,
};
use crate::error::VaultError;
use crate::file;
use crate::vault::Vault;

const HEADER: &str =
    "# Settings of the KooDrive Provisioner. What is not here has its default.\n\n";

impl Vault {
    /// Writes the settings that changed. Comments, and what the program does not know, stay.
    ///
    /// # Errors
    /// [`VaultError::Invalid`] and [`VaultError::Proxy`] when one cannot be kept as it is: none is written then.
    /// [`VaultError::Syntax`] when a person's slip made the file unreadable as a whole: it is not written over.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), VaultError> {
        check(settings)?;
        let settings = &Settings {
            proxy: whole(&settings.proxy)?,
            ..settings.clone()
        };
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

/// The proxy as it is read back.
fn whole(proxy: &Proxy) -> Result<Proxy, VaultError> {
    match proxy {
        Proxy::Manual(typed) => Ok(Proxy::Manual(address(typed)?)),
        other => Ok(other.clone()),
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
