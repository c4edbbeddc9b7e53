//! What the settings mean for a sheet: the rules its rows are checked by, and how phones are written.

use roster::fields::phone::PhoneFormat;
use roster::{Fix, Rules};
use vault::Settings;

/// The rules that the settings ask for. What they leave open has the roster's own defaults.
pub fn rules(settings: &Settings) -> Rules {
    let mut rules = Rules::default();
    let country = settings.default_country.as_deref();
    rules.default_country = country.and_then(|code| code.parse().ok());
    let asked = settings.password;
    rules.password_required = asked.required;
    let policy = &mut rules.password_policy;
    policy.min_length = asked.min_length as usize;
    policy.max_length = asked.max_length as usize;
    policy.min_classes = u8::try_from(asked.classes).unwrap_or(policy.min_classes);
    policy.generated_length = policy
        .generated_length
        .clamp(policy.min_length, policy.max_length);
    rules
}

/// The fix that writes phones as the settings have them; none when they stay as they are.
pub fn phone_fix(settings: &Settings) -> Option<Fix> {
    let format = match settings.phone_format {
        vault::PhoneFormat::AsIs => return None,
        vault::PhoneFormat::Digits => PhoneFormat::Digits,
        vault::PhoneFormat::DoubleZero => PhoneFormat::DoubleZero,
        vault::PhoneFormat::Plus => PhoneFormat::E164,
    };
    Some(Fix::FormatPhones(format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_passwords_meet_the_policy_of_the_settings() {
        let mut settings = Settings::default();
        for (min, max, generated) in [(8, 32, 12), (16, 32, 16), (4, 10, 10)] {
            settings.password.min_length = min;
            settings.password.max_length = max;
            let policy = rules(&settings).password_policy;
            assert_eq!(policy.generated_length, generated);
            assert_eq!(policy.validate(), Ok(()));
        }
    }
}
