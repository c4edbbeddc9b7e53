//! Settings in a file that people read and edit.

use std::fs;

use proptest::prelude::*;
use vault::{PasswordPolicy, PhoneFormat, Proxy, Settings, Theme, Vault};

use crate::common::*;

fn changed() -> Settings {
    Settings {
        batch_size: 200,
        requests_at_once: 4,
        confirm_typed_from: 50,
        isolate_bad_rows: false,
        phone_format: PhoneFormat::DoubleZero,
        default_country: Some("CN".into()),
        password: PasswordPolicy {
            min_length: 10,
            max_length: 20,
            classes: 4,
            required: true,
        },
        retention_days: Some(90),
        theme: Theme::Dark,
        language: Some("zh-CN".into()),
        proxy: Proxy::Manual("http://proxy.corp:3128".into()),
        extra_ca: Some("C:\\ca.pem".into()),
        notify: false,
    }
}

fn read(vault: &Vault) -> (Settings, Vec<String>) {
    let (settings, problems) = vault.settings().unwrap();
    (settings, problems.iter().map(ToString::to_string).collect())
}

#[test]
fn settings_come_back_as_they_were_saved() {
    let (vault, folder) = session();
    assert_eq!(read(&vault), (Settings::default(), vec![]));
    for settings in [changed(), Settings::default(), changed()] {
        vault.save_settings(&settings).unwrap();
        assert_eq!(read(&vault), (settings, vec![]));
    }
    let text = fs::read_to_string(folder.path().join("settings.toml")).unwrap();
    assert!(
        text.contains("phone_format = \"00\"\n") && text.contains("retention_days = 90\n"),
        "{text}"
    );
}

#[test]
fn a_proxy_is_read_back_as_a_proxy() {
    let (vault, folder) = session();
    let mut settings = Settings {
        proxy: Proxy::Manual("proxy.corp:8080".into()),
        ..Settings::default()
    };
    vault.save_settings(&settings).unwrap();
    let kept = Proxy::Manual("http://proxy.corp:8080".into());
    assert_eq!(read(&vault).0.proxy, kept);
    for typed in ["", "socks5://proxy.corp", "http://ana:geheim@proxy.corp"] {
        settings.proxy = Proxy::Manual(typed.into());
        let refused = vault.save_settings(&settings).unwrap_err();
        assert!(refused.is_proxy(), "{typed}: {refused}");
        assert!(!refused.to_string().contains("geheim"));
        assert_eq!(read(&vault).0.proxy, kept, "{typed}");
    }
    let by_hand = "proxy = \"proxy.corp:3128\"\n";
    fs::write(folder.path().join("settings.toml"), by_hand).unwrap();
    let by_hand = Proxy::Manual("http://proxy.corp:3128".into());
    assert_eq!(
        read(&vault),
        (
            Settings {
                proxy: by_hand,
                ..Settings::default()
            },
            vec![]
        )
    );
}

#[test]
fn only_what_changed_is_written() {
    let (vault, folder) = session();
    let path = folder.path().join("settings.toml");
    let by_hand = "# from IT\nbatch_size = 500 # their gateway is slow\nhouse_rule = true\n";
    fs::write(&path, by_hand).unwrap();
    let (mut settings, problems) = read(&vault);
    assert_eq!((settings.batch_size, problems), (500, vec![]));
    settings.theme = Theme::Light;
    vault.save_settings(&settings).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        format!("{by_hand}theme = \"light\"\n")
    );
    settings.theme = Theme::System;
    settings.batch_size = 600;
    vault.save_settings(&settings).unwrap();
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("batch_size = 600 # their gateway is slow\n")
    );
}

#[test]
fn a_slip_costs_one_setting_and_says_where_it_is() {
    let (vault, folder) = session();
    let path = folder.path().join("settings.toml");
    let text = r#"batch_size = 5000
requests_at_once = "two"
isolate_bad_rows = 1

phone_format = "e164"
password_min_length = 40
retention_days = 0
theme = "dark"
language = 3
proxy = "http://ana:geheim@proxy.corp:3128"
"#;
    fs::write(&path, text).unwrap();
    let (settings, problems) = read(&vault);
    assert_eq!(
        settings,
        Settings {
            theme: Theme::Dark,
            ..Settings::default()
        }
    );
    assert_eq!(
        problems,
        [
            "settings.toml, line 1: `batch_size`: expected a whole number from 1 to 1000, found: 5000",
            "settings.toml, line 2: `requests_at_once`: expected a whole number from 1 to 16, found: \"two\"",
            "settings.toml, line 3: `isolate_bad_rows`: expected `true` or `false`, found: 1",
            "settings.toml, line 5: `phone_format`: expected `as is`, `digits`, `00`, `+`, found: \"e164\"",
            "settings.toml, line 6: `password_min_length`: more than `password_max_length`",
            "settings.toml, line 7: `retention_days`: expected a whole number from 1 to 36500, found: 0",
            "settings.toml, line 9: `language`: expected text in quotes, found: 3",
            "settings.toml, line 10: `proxy`: neither `system` nor `none`: the proxy's user name and password must not \
             stand in its address",
        ]
    );
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        text,
        "reading changed the file"
    );
}

#[test]
fn a_file_that_is_no_toml_costs_all_settings_and_is_not_written_over() {
    let (vault, folder) = session();
    let path = folder.path().join("settings.toml");
    fs::write(&path, "theme = \"dark\"\nbatch_size = = 5\n").unwrap();
    let (settings, problems) = read(&vault);
    assert_eq!(settings, Settings::default());
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].starts_with("settings.toml, line 2: "),
        "{problems:?}"
    );
    let error = vault.save_settings(&changed()).unwrap_err();
    assert!(
        error.is_syntax() && error.hint().unwrap().contains("text editor"),
        "{error:?}"
    );
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "theme = \"dark\"\nbatch_size = = 5\n"
    );
}

#[test]
fn what_is_out_of_range_is_not_saved() {
    let (vault, _folder) = session();
    let mut wrong = [
        Settings::default(),
        Settings::default(),
        Settings::default(),
        Settings::default(),
    ];
    wrong[0].batch_size = 1001;
    wrong[1].requests_at_once = 0;
    wrong[2].retention_days = Some(0);
    wrong[3].password.min_length = 33;
    for settings in wrong {
        assert!(vault.save_settings(&settings).is_err(), "{settings:?}");
    }
    assert_eq!(read(&vault), (Settings::default(), vec![]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_person_writes_there_are_settings_and_the_file_stays(
        lines in prop::collection::vec(
            (
                prop::sample::select(vec!["batch_size", "theme", "proxy", "password_min_length", "notify", "other", "[x]"]),
                prop_oneof![any::<i64>().prop_map(|n| n.to_string()), "\\PC{0,12}", Just("\"dark\"".to_owned())],
            ),
            0..6,
        ),
    ) {
        let (vault, folder) = session();
        let path = folder.path().join("settings.toml");
        let lines: Vec<String> = lines.iter().map(|(key, value)| format!("{key} = {value}
")).collect();
        let text = lines.concat();
        fs::write(&path, &text).unwrap();
        let (settings, problems) = read(&vault);
        prop_assert!((1..=1000).contains(&settings.batch_size));
        prop_assert!(settings.password.min_length <= settings.password.max_length);
        prop_assert_eq!(fs::read_to_string(&path).unwrap(), text.clone());
        // Saving what was read changes nothing, slips included; a file that is no TOML is refused.
        if vault.save_settings(&settings).is_ok() {
            let saved = fs::read_to_string(&path).unwrap();
            prop_assert!(saved.ends_with(&text), "{saved}");
        } else {
            prop_assert_eq!(problems.len(), 1);
            prop_assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }
}
