//! The recovery code, as people type it.

use proptest::prelude::*;
use vault::{LedgerKeyOutcome, LedgerSecret, RecoveryCode, RecoveryCodeError};

use crate::common::*;

fn key(outcome: LedgerKeyOutcome) -> LedgerSecret {
    match outcome {
        LedgerKeyOutcome::Found(key) | LedgerKeyOutcome::Created(key) => key,
        LedgerKeyOutcome::Gone => panic!("no key"),
    }
}

fn code() -> RecoveryCode {
    let (vault, _folder) = session();
    vault.ledger_key(false).unwrap();
    vault.recovery_code().unwrap().unwrap()
}

#[test]
fn a_code_is_fourteen_groups_of_four_and_brings_the_key_back() {
    let (vault, _folder) = session();
    let made = key(vault.ledger_key(false).unwrap());
    let code = vault.recovery_code().unwrap().unwrap();
    let text = code.expose_text();
    assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [4; 14]);
    assert!(
        !text.contains(['I', 'L', 'O', 'U']),
        "look-alikes in {}",
        *text
    );
    assert_eq!(format!("{code:?}"), "RecoveryCode(…)");

    let (other, _folder) = session();
    other
        .restore_ledger_key(&RecoveryCode::parse(&text).unwrap())
        .unwrap();
    assert!(key(other.ledger_key(true).unwrap()) == made);
}

#[test]
fn what_people_make_of_a_code_is_read_all_the_same() {
    let code = code();
    let text = code.expose_text().to_string();
    for typed in [
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " "),
        text.replace('-', " – "),
        text.replace('-', "\n"),
        text.replace('0', "O").replace('1', "I"),
        text.replace('0', "o").replace('1', "l"),
        format!("\u{a0}{text}\r\n"),
    ] {
        assert!(
            RecoveryCode::parse(&typed).as_ref() == Ok(&code),
            "`{typed}` was not read"
        );
    }
}

#[test]
fn a_slip_is_told_from_a_missing_piece() {
    let text = code().expose_text().to_string();
    assert_eq!(
        RecoveryCode::parse(&text[..text.len() - 3]),
        Err(RecoveryCodeError::Length(53))
    );
    assert_eq!(RecoveryCode::parse(""), Err(RecoveryCodeError::Length(0)));
    assert_eq!(
        RecoveryCode::parse(&format!("{text}!")),
        Err(RecoveryCodeError::Character('!'))
    );
    assert_eq!(
        RecoveryCode::parse(&text.replacen(|c: char| c != '-', "U", 1)),
        Err(RecoveryCodeError::Character('U'))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_wrong_character_or_two_swapped_ones_are_noticed(place in 0_usize..56, other in 0_usize..32, at in 0_usize..55) {
        let text = code().expose_text().replace('-', "");
        let mut wrong = text.clone().into_bytes();
        wrong[place] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[other];
        let wrong = String::from_utf8(wrong).unwrap();
        if wrong != text {
            prop_assert_eq!(RecoveryCode::parse(&wrong), Err(RecoveryCodeError::Checksum));
        }
        let mut swapped = text.clone().into_bytes();
        swapped.swap(at, at + 1);
        let swapped = String::from_utf8(swapped).unwrap();
        if swapped != text {
            prop_assert_eq!(RecoveryCode::parse(&swapped), Err(RecoveryCodeError::Checksum));
        }
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in "\\PC{0,80}") {
        prop_assert!(RecoveryCode::parse(&text).is_err());
    }
}

#[test]
fn a_new_code_is_another_each_time_and_reads_back() {
    let (one, other) = (RecoveryCode::random(), RecoveryCode::random());
    assert_ne!(one, other);
    assert_eq!(RecoveryCode::parse(&one.expose_text()).unwrap(), one);
}

#[test]
fn a_code_does_not_push_another_key_out_unseen() {
    let (vault, _folder) = session();
    let present = key(vault.ledger_key(false).unwrap());
    let foreign = code();
    let error = vault.restore_ledger_key(&foreign).unwrap_err();
    assert!(error.is_other_key());
    assert!(key(vault.ledger_key(true).unwrap()) == present);
    let own = vault.recovery_code().unwrap().unwrap();
    vault.restore_ledger_key(&own).unwrap();

    vault.exchange_ledger_key(&foreign, &own).unwrap();
    assert!(vault.recovery_code().unwrap().unwrap() == foreign);
}

#[test]
fn a_key_whose_code_nobody_has_seen_is_not_exchanged() {
    let (vault, _folder) = session();
    let (ours, seen, unseen) = (code(), code(), code());
    vault.exchange_ledger_key(&unseen, &seen).unwrap();
    assert!(
        vault.recovery_code().unwrap().unwrap() == unseen,
        "an empty place is nobody's"
    );
    let error = vault.exchange_ledger_key(&ours, &seen).unwrap_err();
    assert!(error.is_other_key(), "{error}");
    assert!(vault.recovery_code().unwrap().unwrap() == unseen);
    vault.exchange_ledger_key(&unseen, &seen).unwrap();
    vault.exchange_ledger_key(&ours, &unseen).unwrap();
    assert!(vault.recovery_code().unwrap().unwrap() == ours);
}
