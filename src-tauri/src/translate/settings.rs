//! Settings, as the vault keeps them and as the screen has them.

use provisioning::vault;

use crate::contract::settings::{PasswordPolicy, PhoneFormat, ProxyChoice, Settings, Theme};

/// What the screen is shown.
pub(crate) fn shown(settings: &vault::Settings) -> Settings {
    let password = settings.password;
    Settings {
        batch_size: settings.batch_size,
        concurrency: settings.requests_at_once,
        // The vault counts from the first number that is typed in, the screen from the last that is not.
        typed_count_above: settings.confirm_typed_from.saturating_sub(1),
        phone_format: phone_format(settings.phone_format),
        default_country: settings.default_country.clone().unwrap_or_default(),
        password_policy: PasswordPolicy {
            min_length: password.min_length,
            max_length: password.max_length,
            classes: password.classes,
            required: password.required,
        },
        retention_days: settings.retention_days.unwrap_or(0),
        theme: theme(settings.theme),
        language: settings.language.clone(),
        proxy: proxy(&settings.proxy),
        notify: settings.notify,
    }
}

/// What is kept; what the screen does not know stays as it was.
pub(crate) fn kept(settings: Settings, present: vault::Settings) -> vault::Settings {
    let password = settings.password_policy;
    vault::Settings {
        batch_size: settings.batch_size,
        requests_at_once: settings.concurrency,
        confirm_typed_from: settings.typed_count_above.saturating_add(1),
        phone_format: match settings.phone_format {
            PhoneFormat::AsIs => vault::PhoneFormat::AsIs,
            PhoneFormat::Digits => vault::PhoneFormat::Digits,
            PhoneFormat::DoubleZero => vault::PhoneFormat::DoubleZero,
            PhoneFormat::E164 => vault::PhoneFormat::Plus,
        },
        default_country: Some(settings.default_country).filter(|code| !code.is_empty()),
        password: vault::PasswordPolicy {
            min_length: password.min_length,
            max_length: password.max_length,
            classes: password.classes,
            required: password.required,
        },
        retention_days: Some(settings.retention_days).filter(|days| *days > 0),
        theme: match settings.theme {
            Theme::System => vault::Theme::System,
            Theme::Light => vault::Theme::Light,
            Theme::Dark => vault::Theme::Dark,
        },
        language: settings.language,
        proxy: match settings.proxy {
            ProxyChoice::System => vault::Proxy::System,
            ProxyChoice::None => vault::Proxy::Direct,
            ProxyChoice::Manual { url } => vault::Proxy::Manual(url),
        },
        notify: settings.notify,
        ..present
    }
}

fn phone_format(format: vault::PhoneFormat) -> PhoneFormat {
    match format {
        vault::PhoneFormat::AsIs => PhoneFormat::AsIs,
        vault::PhoneFormat::Digits => PhoneFormat::Digits,
        vault::PhoneFormat::DoubleZero => PhoneFormat::DoubleZero,
        vault::PhoneFormat::Plus => PhoneFormat::E164,
    }
}

fn theme(theme: vault::Theme) -> Theme {
    match theme {
        vault::Theme::System => Theme::System,
        vault::Theme::Light => Theme::Light,
        vault::Theme::Dark => Theme::Dark,
    }
}

fn proxy(proxy: &vault::Proxy) -> ProxyChoice {
    match proxy {
        vault::Proxy::System => ProxyChoice::System,
        vault::Proxy::Direct => ProxyChoice::None,
        vault::Proxy::Manual(url) => ProxyChoice::Manual { url: url.clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_sent() {
        let present = vault::Settings {
            isolate_bad_rows: false,
            extra_ca: Some("/etc/ca.pem".into()),
            confirm_typed_from: 501,
            retention_days: Some(30),
            proxy: vault::Proxy::Manual("http://proxy:3128".into()),
            theme: vault::Theme::Dark,
            ..vault::Settings::default()
        };
        assert_eq!(kept(shown(&present), present.clone()), present);
        assert_eq!(shown(&present).typed_count_above, 500);
    }
}
