//! Connections in a file that people read and edit.

use std::fs;

use vault::{Connection, SecretKey};

use crate::common::*;

#[test]
fn the_file_reads_as_a_person_would_write_it() {
    let (vault, folder) = session();
    let mut connection = vault.add_connection(&new(" Singapore "), now()).unwrap();
    vault
        .set_keys(
            &connection.id,
            "AKIAEXAMPLE1234",
            &SecretKey::new("secret".into()),
        )
        .unwrap();
    connection.ak_last_four = Some("1234".into());
    let text = fs::read_to_string(folder.path().join("connections.toml")).unwrap();
    assert_eq!(
        text,
        format!(
            r#"# Connections of the KooDrive Provisioner. Keys are not here: they are in the system's keychain.

[[connection]]
id = "{}"
name = "Singapore"
colour = "teal"
endpoint = "https://intl.myhuaweicloud-koodrive.com"
user_id = "1001"
scheme = "koodrive"
created = "2026-04-24T03:06:40Z"
ak_last_four = "1234"
"#,
            connection.id
        )
    );
    assert_eq!(vault.connections().unwrap(), [connection]);
}

#[test]
fn what_a_person_wrote_into_the_file_stays() {
    let (vault, folder) = session();
    let path = folder.path().join("connections.toml");
    let by_hand = r#"# ours
owner = "IT"

[[connection]]   # the first one
id = 'a1'
name = "China"   # mainland
endpoint = "https://cn.myhuaweicloud-koodrive.com"
user_id = "7" # Li's
scheme = "gateway"
note = "ask Li"

[[connection]]
id = "b2"
name = "Lab"
endpoint = "http://127.0.0.1:8080"
user_id = "8"
scheme = "koodrive"
"#;
    fs::write(&path, by_hand).unwrap();
    let mut china = vault.connection("a1").unwrap();
    assert_eq!((china.scheme.as_str(), china.created), ("gateway", None));
    china.user_id = "9".into();
    vault.update_connection(&china).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        by_hand.replace("user_id = \"7\"", "user_id = \"9\"")
    );

    vault.remove_connection("b2").unwrap();
    let left = fs::read_to_string(&path).unwrap();
    assert!(
        left.contains("note = \"ask Li\"") && left.contains("# mainland") && !left.contains("Lab"),
        "{left}"
    );
}

#[test]
fn names_are_one_of_a_kind_and_can_be_changed() {
    let (vault, _folder) = session();
    let first = vault.add_connection(&new("Singapore"), now()).unwrap();
    let second = vault.add_connection(&new("China"), now()).unwrap();
    for taken in ["singapore", " SINGAPORE "] {
        let error = vault.add_connection(&new(taken), now()).unwrap_err();
        assert!(error.is_name_taken(), "{taken}: {error:?}");
        assert!(
            vault
                .update_connection(&Connection {
                    name: taken.into(),
                    ..second.clone()
                })
                .unwrap_err()
                .is_name_taken()
        );
    }
    assert!(
        vault.add_connection(&new("  "), now()).is_err(),
        "a connection without a name"
    );
    vault
        .update_connection(&Connection {
            name: "SINGAPORE".into(),
            ..first
        })
        .unwrap();
    let names: Vec<_> = vault
        .connections()
        .unwrap()
        .into_iter()
        .map(|connection| connection.name)
        .collect();
    assert_eq!(names, ["SINGAPORE", "China"]);
}

#[test]
fn a_slip_in_the_file_is_named_with_its_line_and_nothing_is_written_over_it() {
    let (vault, folder) = session();
    let path = folder.path().join("connections.toml");
    for (text, line) in [
        ("[[connection]]\nid = \"a\"\nname = Singapore\n", 3),
        ("\n\n[[connection]]\nid = \"a\"\n", 3),
        (
            "[[connection]]\nid = \"a\"\nname = \"x\"\nendpoint = \"e\"\nuser_id = 7\nscheme = \"s\"\n",
            1,
        ),
    ] {
        fs::write(&path, text).unwrap();
        for error in [
            vault.connections().unwrap_err(),
            vault.add_connection(&new("New"), now()).unwrap_err(),
        ] {
            assert!(error.is_syntax(), "{error:?}");
            assert!(
                error
                    .to_string()
                    .contains(&format!("connections.toml`, line {line}: ")),
                "{error}"
            );
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    fs::write(&path, "connection = \"none\"\n").unwrap();
    assert!(vault.add_connection(&new("New"), now()).is_err());
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "connection = \"none\"\n"
    );
}

#[test]
fn keys_need_a_connection_and_a_shape() {
    let (vault, _folder) = session();
    let secret = SecretKey::new("s".into());
    assert!(
        vault
            .set_keys("nobody", "AK", &secret)
            .unwrap_err()
            .is_no_such_connection()
    );
    let id = vault.add_connection(&new("Here"), now()).unwrap().id;
    for (access_key, secret_key) in [
        ("", "s"),
        (" ", "s"),
        ("a\nb", "s"),
        ("AK", " \n"),
        ("AK", "a\nb"),
    ] {
        let refused = vault.set_keys(&id, access_key, &SecretKey::new(secret_key.into()));
        assert!(refused.is_err(), "{access_key:?} {secret_key:?} were taken");
    }
    assert!(vault.keys(&id).unwrap().is_none());
    assert!(
        vault
            .remove_connection("nobody")
            .unwrap_err()
            .is_no_such_connection()
    );
}

#[test]
fn secrets_are_not_printed() {
    let (vault, _folder) = session();
    let id = vault.add_connection(&new("Here"), now()).unwrap().id;
    vault
        .set_keys(&id, "AKVISIBLE", &SecretKey::new("hidden-secret".into()))
        .unwrap();
    let told = format!(
        "{vault:?} {:?} {:?}",
        vault.keys(&id).unwrap(),
        vault.ledger_key(false).unwrap()
    );
    assert!(told.contains("AKVISIBLE"), "{told}");
    assert!(!told.contains("hidden-secret"), "{told}");
}

#[test]
fn two_writers_do_not_lose_each_others_connections() {
    let (_, folder) = session();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = folder.path();
            scope.spawn(move || {
                let vault = vault::Vault::session_only(path);
                for n in 0..5 {
                    vault
                        .add_connection(&new(&format!("{writer}-{n}")), now())
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(
        vault::Vault::session_only(folder.path())
            .connections()
            .unwrap()
            .len(),
        20
    );
}
