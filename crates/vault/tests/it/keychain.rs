//! On a real secret service: each test runs itself again in a D-Bus session of its own, with a gnome-keyring of its own
//! whose files are in a folder of its own. Nobody's keychain is touched.

use std::path::Path;
use std::process::{Command, Output};

use vault::{HealthStep, LedgerKeyOutcome, ProxyKeys, SecretKey, Vault};

use crate::common::*;

const INSIDE: &str = "VAULT_TEST_FOLDER";

/// gnome-keyring with an empty password, unlocked.
const UNLOCKED: &str =
    r#"printf '\n' | gnome-keyring-daemon --unlock --components=secrets >&2; exec "$@""#;
/// gnome-keyring without a keychain to unlock, and nobody there to make one.
const LOCKED: &str = r#"gnome-keyring-daemon --start --components=secrets >&2; exec "$@""#;
/// No D-Bus to be reached: a server, a container. (A bus alone is not enough, it starts gnome-keyring when asked.)
const NONE: &str = r#"DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus exec "$@""#;

/// Runs the body in a session that was begun as the script says.
fn in_session(test: &str, script: &str, body: impl FnOnce(&Path)) {
    if let Some(folder) = std::env::var_os(INSIDE) {
        return body(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let ran = run_again(test, script, folder.path());
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success() && told.contains("1 passed"),
        "{told}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

fn run_again(test: &str, script: &str, folder: &Path) -> Output {
    let mut session = Command::new("dbus-run-session");
    session
        .args(["--", "sh", "-c", script, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, folder)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GNOME_KEYRING_CONTROL");
    for (name, place) in [
        ("HOME", "home"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "run"),
    ] {
        let place = folder.join(place);
        std::fs::create_dir(&place).unwrap();
        session.env(name, place);
    }
    for program in ["dbus-run-session", "gnome-keyring-daemon"] {
        let there = Command::new(program).arg("--version").output();
        assert!(
            there.is_ok(),
            "`{program}` is missing: install the packages dbus-daemon (or dbus-x11) and gnome-keyring"
        );
    }
    session.output().unwrap()
}

#[test]
fn the_keychain_keeps_what_it_is_given() {
    in_session(
        "keychain::the_keychain_keeps_what_it_is_given",
        UNLOCKED,
        |folder| {
            let vault = Vault::open(folder);
            assert!(!vault.is_session_only(), "{:?}", vault.why_session_only());

            let health = vault.health();
            assert!(health.is_healthy(), "{:?}", health.failed);
            assert_eq!(health.keychain, "Secret Service");
            assert_eq!(
                health.passed,
                [
                    HealthStep::Write,
                    HealthStep::Read,
                    HealthStep::Delete,
                    HealthStep::ReadAgain
                ]
            );

            let connection = vault.add_connection(&new("Singapore"), now()).unwrap();
            assert!(vault.keys(&connection.id).unwrap().is_none());
            let secret = SecretKey::new(" s3cr3t/+=钥\n".into());
            vault
                .set_keys(&connection.id, "AKEXAMPLE0099", &secret)
                .unwrap();
            // Another vault is another start of the program.
            let again = Vault::open(folder);
            let keys = again.keys(&connection.id).unwrap().unwrap();
            assert_eq!(keys.access_key, "AKEXAMPLE0099");
            assert_eq!(keys.secret_key.expose_secret_key(), "s3cr3t/+=钥");

            again
                .set_keys(
                    &connection.id,
                    "AKOTHER7777",
                    &SecretKey::new("other".into()),
                )
                .unwrap();
            assert_eq!(
                vault.keys(&connection.id).unwrap().unwrap().access_key,
                "AKOTHER7777"
            );
            again.remove_connection(&connection.id).unwrap();
            assert!(
                vault.keys(&connection.id).unwrap().is_none(),
                "keys outlived their connection"
            );
        },
    );
}

#[test]
fn the_ledgers_key_is_made_once_and_missed_when_it_is_gone() {
    in_session(
        "keychain::the_ledgers_key_is_made_once_and_missed_when_it_is_gone",
        UNLOCKED,
        |folder| {
            let vault = Vault::open(folder);
            let LedgerKeyOutcome::Created(key) = vault.ledger_key(false).unwrap() else {
                panic!("a key in a new keychain")
            };
            for ledger_exists in [true, false] {
                let found = Vault::open(folder).ledger_key(ledger_exists).unwrap();
                assert!(
                    matches!(found, LedgerKeyOutcome::Found(found) if found == key),
                    "another key"
                );
            }
            let code = vault.recovery_code().unwrap().unwrap();

            forget("ledger key");
            assert!(
                matches!(vault.ledger_key(true).unwrap(), LedgerKeyOutcome::Gone),
                "the loss was not noticed"
            );
            assert!(
                vault.recovery_code().unwrap().is_none(),
                "a key was made for a ledger that has another"
            );
            vault.restore_ledger_key(&code).unwrap();
            assert!(
                matches!(vault.ledger_key(true).unwrap(), LedgerKeyOutcome::Found(found) if found == key)
            );
        },
    );
}

/// Removes an entry behind the vault's back.
fn forget(entry: &str) {
    keyring::Entry::new("KooDrive Provisioner", entry)
        .unwrap()
        .delete_credential()
        .unwrap();
}

#[test]
fn an_entry_that_is_not_ours_is_named() {
    in_session(
        "keychain::an_entry_that_is_not_ours_is_named",
        UNLOCKED,
        |folder| {
            let entry = keyring::Entry::new("KooDrive Provisioner", "ledger key").unwrap();
            for wrong in [&b"not hexadecimal"[..], b"\xff\xfe\x00", &[b'a'; 62]] {
                entry.set_secret(wrong).unwrap();
                let error = Vault::open(folder).ledger_key(false).unwrap_err();
                assert_eq!(
                    error.to_string(),
                    "the keychain's entry cannot be understood: `ledger key`"
                );
                assert!(
                    !format!("{error:?}").contains("255"),
                    "the entry is in the message: {error:?}"
                );
            }
            assert_eq!(
                entry.get_secret().unwrap(),
                [b'a'; 62],
                "what could not be understood was written over"
            );
        },
    );
}

#[test]
fn the_proxys_keys_are_kept_and_removed() {
    in_session(
        "keychain::the_proxys_keys_are_kept_and_removed",
        UNLOCKED,
        |folder| {
            let vault = Vault::open(folder);
            let keys = ProxyKeys {
                user: "corp\\ada".into(),
                password: SecretKey::new("p@ss: word".into()),
            };
            vault.set_proxy_keys(Some(&keys)).unwrap();
            let kept = vault.proxy_keys().unwrap().unwrap();
            assert_eq!(
                (kept.user.as_str(), kept.password.expose_secret_key()),
                ("corp\\ada", "p@ss: word")
            );
            vault.set_proxy_keys(None).unwrap();
            vault.set_proxy_keys(None).unwrap();
            assert!(vault.proxy_keys().unwrap().is_none());
        },
    );
}

#[test]
fn the_vault_is_called_from_asynchronous_code_without_a_panic() {
    in_session(
        "keychain::the_vault_is_called_from_asynchronous_code_without_a_panic",
        UNLOCKED,
        |folder| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let vault = Vault::open(folder);
                assert!(!vault.is_session_only());
                assert!(vault.health().is_healthy());
            });
        },
    );
}

#[test]
fn a_keychain_that_is_started_anew_goes_on_keeping_things() {
    in_session(
        "keychain::a_keychain_that_is_started_anew_goes_on_keeping_things",
        UNLOCKED,
        |folder| {
            let vault = Vault::open(folder);
            let connection = vault.add_connection(&new("Singapore"), now()).unwrap();
            let secret = SecretKey::new("s3cr3t".into());
            vault.set_keys(&connection.id, "AK1", &secret).unwrap();

            start_anew();
            let keys = vault.keys(&connection.id).unwrap().unwrap();
            assert_eq!(keys.secret_key.expose_secret_key(), "s3cr3t");
            start_anew();
            vault.set_keys(&connection.id, "AK2", &secret).unwrap();
            start_anew();
            vault.remove_keys(&connection.id).unwrap();
            assert!(vault.keys(&connection.id).unwrap().is_none());
        },
    );
}

/// Another gnome-keyring takes the place of the one that runs, with what that has kept.
fn start_anew() {
    let script = r"printf '\n' | gnome-keyring-daemon --replace --unlock --components=secrets >&2";
    let began = Command::new("sh").args(["-c", script]).status().unwrap();
    assert!(began.success());
}

#[test]
fn a_keychain_that_refuses_is_told_from_one_that_is_not_there() {
    in_session(
        "keychain::a_keychain_that_refuses_is_told_from_one_that_is_not_there",
        LOCKED,
        |folder| {
            let vault = Vault::open(folder);
            assert!(!vault.is_session_only(), "{:?}", vault.why_session_only());
            let health = vault.health();
            let (step, error) = health.failed.expect("a locked keychain took an entry");
            assert_eq!(step, HealthStep::Write);
            assert!(error.is_refused(), "{error:?}");
            assert!(error.hint().unwrap().contains("unlock the keychain"));
            assert!(vault.ledger_key(false).unwrap_err().is_keychain());
        },
    );
}

#[test]
fn without_a_secret_service_it_is_this_session_only_and_says_why() {
    in_session(
        "keychain::without_a_secret_service_it_is_this_session_only_and_says_why",
        NONE,
        |folder| {
            let vault = Vault::open(folder);
            assert!(vault.is_session_only());
            let why = vault.why_session_only().unwrap();
            assert!(why.is_no_keychain(), "{why:?}");
            assert!(why.hint().unwrap().contains("gnome-keyring"));
            assert_session_only(&vault, folder);
        },
    );
}

fn assert_session_only(vault: &Vault, folder: &Path) {
    let health = vault.health();
    assert!(health.is_healthy() && health.session_only);
    assert_eq!(health.keychain, "this session only");
    let connection = vault.add_connection(&new("Here"), now()).unwrap();
    vault
        .set_keys(&connection.id, "AK1", &SecretKey::new("very-secret".into()))
        .unwrap();
    assert!(vault.keys(&connection.id).unwrap().is_some());
    let key = vault.ledger_key(false).unwrap();
    assert!(matches!(key, LedgerKeyOutcome::Created(_)));
    assert!(
        matches!(vault.ledger_key(false).unwrap(), LedgerKeyOutcome::Found(_)),
        "a second key in one session"
    );

    let next = Vault::open(folder);
    assert!(
        next.keys(&connection.id).unwrap().is_none(),
        "a secret outlived its session"
    );
    assert_eq!(
        next.connections().unwrap()[0].ak_last_four.as_deref(),
        Some("AK1")
    );
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(
                !text.contains("very-secret"),
                "the SK is in {}",
                path.display()
            );
        }
    }
}
