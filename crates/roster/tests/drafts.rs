//! Drafts of reviews whose rules changed on the way.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use roster::fields::phone::PhoneFormat;
use roster::{Code, Earlier, Fix, ReadOptions, Roster, Rules, Scope};

fn open(sheet: &str) -> Roster {
    let options = ReadOptions::default();
    Roster::read("it", sheet.as_bytes(), &options, Rules::default()).unwrap()
}

fn at_home_in(roster: &mut Roster, country: &str) {
    let rules = Rules {
        default_country: Some(country.parse().unwrap()),
        ..roster.rules().clone()
    };
    roster.set_rules(rules);
}

fn texts(roster: &Roster) -> Vec<String> {
    let rows = roster.all_rows();
    rows.map(|row| {
        row.cells
            .iter()
            .map(|cell| cell.text)
            .collect::<Vec<_>>()
            .join("|")
    })
    .collect()
}

#[test]
fn a_draft_writes_phones_again_under_the_country_of_each_fix() {
    let sheet = "First name,Phone\nAna,13800138000\nBen,91234567\n";
    let mut roster = open(sheet);
    let format = Fix::FormatPhones(PhoneFormat::E164);
    at_home_in(&mut roster, "CN");
    roster.apply(&format, &Scope::Rows(vec![2])).unwrap();
    at_home_in(&mut roster, "SG");
    roster.apply(&format, &Scope::Rows(vec![3])).unwrap();
    assert_eq!(texts(&roster), ["Ana|+8613800138000", "Ben|+6591234567"]);
    let draft = roster.expose_draft();
    let again = Roster::restore_read("it", sheet.as_bytes(), &draft).unwrap();
    assert_eq!(texts(&again), texts(&roster));
    assert_eq!(again.rules(), roster.rules());
}

#[test]
fn what_was_undone_takes_nothing_else_back_when_a_draft_is_taken_up() {
    let sheet = "First name,Phone\nAna,13800138000\n";
    let mut roster = open(sheet);
    roster.edit(2, 0, "Anna").unwrap();
    let format = Fix::FormatPhones(PhoneFormat::E164);
    at_home_in(&mut roster, "CN");
    roster.apply(&format, &Scope::All).unwrap();
    roster.undo();
    // Under these rules there is nothing to write, and so this is no step.
    at_home_in(&mut roster, "SG");
    roster.apply(&format, &Scope::All).unwrap();
    let draft = roster.expose_draft();
    let mut again = Roster::restore_read("it", sheet.as_bytes(), &draft).unwrap();
    assert_eq!(texts(&again), ["Anna|13800138000"]);
    again.redo();
    assert_eq!(texts(&again), ["Anna|+8613800138000"]);
}

#[test]
fn an_undone_fix_that_finds_nothing_any_more_takes_no_other_step_back() {
    let sheet = "First name,Phone\nAna,0027188460901\n";
    let mut roster = open(sheet);
    let earlier = Earlier::Accepted {
        date: "2026-11-01".to_owned(),
        task_id: "1893596414966089600".to_owned(),
    };
    roster.set_earlier([("0027188460901", earlier)]);
    roster.edit(2, 0, "Anna").unwrap();
    let fill = Fix::Fill {
        column: 0,
        text: "Nobody".to_owned(),
        only_empty: false,
    };
    let applied = roster.apply(&fill, &Scope::With(Code::SentEarlier));
    assert_eq!(applied.unwrap().changed, 1);
    roster.undo();
    let draft = roster.expose_draft();
    // Who was submitted earlier is not in the draft.
    let again = Roster::restore_read("it", sheet.as_bytes(), &draft).unwrap();
    assert_eq!(texts(&again), ["Anna|0027188460901"]);
}

/// As it was written before sheets could give area codes and second surnames.
const OLD_DRAFT: &str = r#"{
    "options": {"sheet": null, "header": "detect", "encoding": null, "delimiter": null},
    "rules": {
        "default_country": null,
        "password_policy": {"min_length": 8, "max_length": 32, "min_classes": 3, "generated_length": 12},
        "password_required": false
    },
    "proposed": {"firstname": 0, "surname": 1, "phone": 5},
    "sheet": 12142699776689443260,
    "done": [
        {"map": {"firstname": 0, "surname": 1, "phone": 5, "country_code": 3}},
        {"fix": {"fix": "join_calling_codes", "scope": "all", "home": null}}
    ],
    "undone": []
}"#;

#[test]
fn a_draft_from_before_there_were_parts_of_names_and_area_codes_opens_as_it_was() {
    let sheet = "Nombre,Apellido paterno,Apellido materno,Código de país,Lada,Teléfono\n\
                 Ana,García,Márquez,52,55,12345678\n";
    let draft = serde_json::from_str(OLD_DRAFT).unwrap();
    let roster = Roster::restore_read("it", sheet.as_bytes(), &draft).unwrap();
    let user = roster.users().next().unwrap();
    assert_eq!([user.surname, user.phone], ["García", "5212345678"]);
    assert_eq!(roster.mapping().iter().count(), 3);
    let fresh = open(sheet).users().next().unwrap();
    assert_eq!(
        [fresh.surname, fresh.phone],
        ["García Márquez", "525512345678"]
    );
}
