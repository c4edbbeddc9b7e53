//! Whatever is done to a roster can be undone, step by step and exactly, and a draft brings all of it back.
//!
//! In these tests a few cells already count as many, so that changes of whole columns are among them.

use crate::fields::name::NameOrder;
use crate::fields::phone::{LostZeros, PhoneFormat};
use crate::read::HeaderChoice;
use crate::{
    Code, ColumnMapping, Draft, Field, Fix, Keep, Query, ReadOptions, Roster, Rules, Scope, Shared,
    Sort,
};
use proptest::prelude::*;

const SHEET: &str = "\
name;given;family;tel;cc;mail;secret
Ana Silva;Ana;Silva;0027 188 460 901;;ana@example.com;Q!@1assword
Ben Okafor; Ben ;Okafor;1.88461E+12;;BEN@example.com;
王小明;小明;王;13800138000;86;xm@example.cn;weak
Ana Silva;Ana;Silva;+27188460901;;Ana@Example.com;Q!@1assword

Zoë Groß;Zoë;Groß;27188460901;;zoe(at)example.de;a;extra
Ana Silva;Ana;Silva;0027 188 460 901;;ana@example.com;Q!@1assword
total;;;;;;
";

fn open() -> Roster {
    let options = ReadOptions {
        header: HeaderChoice::Row(1),
        ..ReadOptions::default()
    };
    let mut roster = Roster::read("pasted", SHEET.as_bytes(), &options, Rules::default()).unwrap();
    roster.set_mapping(mapping());
    roster
}

fn mapping() -> ColumnMapping {
    ColumnMapping::default()
        .with(Field::FirstName, 1)
        .with(Field::Surname, 2)
        .with(Field::Phone, 3)
        .with(Field::CountryCode, 4)
        .with(Field::Email, 5)
        .with(Field::Password, 6)
}

/// Everything that can be seen of a roster.
fn look(roster: &Roster) -> String {
    let problems = roster.view(&Query {
        sort: Sort::Problem,
        ..Query::default()
    });
    let rows = roster.window(&problems, 0..problems.len(), true);
    format!(
        "{:?}\n{:?}\n{:#?}\n{rows:#?}",
        roster.mapping(),
        roster.counts(),
        roster.columns()
    )
}

#[derive(Debug, Clone)]
enum Action {
    Edit(u32, u32, String),
    Paste(usize, u32, String),
    LeaveOut(Vec<u32>, bool),
    Map(Field, Option<u32>),
    Fix(Fix, Scope),
    Undo,
    Redo,
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("ana@example.com".to_owned()),
        Just("0027 188 460 901".to_owned()),
        proptest::sample::select(vec!["-", "n/a", "null", "ZoÃ«", "138.5"]).prop_map(str::to_owned),
        "[a-zA-Zß王 0-9@.]{0,12}",
    ]
}

fn fix() -> impl Strategy<Value = Fix> {
    let format = prop_oneof![
        Just(PhoneFormat::Digits),
        Just(PhoneFormat::E164),
        Just(PhoneFormat::DoubleZero)
    ];
    let shared = prop_oneof![Just(Shared::Phone), Just(Shared::Email), Just(Shared::Row)];
    prop_oneof![
        format.prop_map(Fix::FormatPhones),
        Just(Fix::CleanPhones),
        prop_oneof![
            Just(None),
            Just(Some(LostZeros::One)),
            Just(Some(LostZeros::Two))
        ]
        .prop_map(|zeros| Fix::RestoreZeros { zeros }),
        Just(Fix::JoinCallingCodes),
        Just(Fix::JoinNames),
        Just(Fix::Trim),
        Just(Fix::LowercaseEmails),
        Just(Fix::RepairEncoding),
        any::<bool>().prop_map(|even_names| Fix::ClearPlaceholders { even_names }),
        (0..9_u32, text(), any::<bool>()).prop_map(|(column, text, only_empty)| Fix::Fill {
            column,
            text,
            only_empty
        }),
        (shared, any::<bool>()).prop_map(|(by, last)| {
            Fix::DropDuplicates {
                by,
                keep: if last { Keep::Last } else { Keep::First },
            }
        }),
        any::<bool>().prop_map(|replace_weak| Fix::GeneratePasswords { replace_weak }),
        prop_oneof![
            Just(NameOrder::Auto),
            Just(NameOrder::FirstLast),
            Just(NameOrder::LastFirst)
        ]
        .prop_map(|order| Fix::SplitNames { order }),
        (
            "[aA0]{1,2}",
            text(),
            proptest::option::of(0..9_u32),
            any::<bool>(),
            any::<bool>()
        )
            .prop_map(
                |(find, replace, column, match_case, whole_cell)| Fix::Replace {
                    find,
                    replace,
                    column,
                    match_case,
                    whole_cell
                }
            ),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    let field = proptest::sample::select(Field::ALL.to_vec());
    let rows = || proptest::collection::vec(1..10_u32, 0..4);
    let scope = prop_oneof![
        3 => Just(Scope::All),
        1 => rows().prop_map(Scope::Rows),
        1 => proptest::sample::select(Code::ALL.to_vec()).prop_map(Scope::With),
    ];
    prop_oneof![
        3 => (1..10_u32, 0..9_u32, text()).prop_map(|(row, column, text)| Action::Edit(row, column, text)),
        1 => (0..8_usize, 0..8_u32, "([a-z1 ]{0,3}[\t\n]){0,5}").prop_map(|(at, column, text)| Action::Paste(at, column, text)),
        2 => (rows(), any::<bool>()).prop_map(|(rows, out)| Action::LeaveOut(rows, out)),
        1 => (field, proptest::option::of(0..10_u32)).prop_map(|(field, column)| Action::Map(field, column)),
        4 => (fix(), scope).prop_map(|(fix, scope)| Action::Fix(fix, scope)),
        1 => Just(Action::Undo),
        1 => Just(Action::Redo),
    ]
}

fn act(roster: &mut Roster, action: Action) {
    match action {
        Action::Edit(row, column, text) => drop(roster.edit(row, column, &text)),
        Action::Paste(place, column, text) => {
            let view = roster.view(&Query::default());
            roster.paste(&view, place, column, &text);
        }
        Action::LeaveOut(rows, out) => drop(roster.leave_out(rows, out)),
        Action::Map(field, column) => {
            let mut mapping = roster.mapping().clone();
            mapping.set(field, column);
            roster.set_mapping(mapping);
        }
        Action::Fix(fix, scope) => drop(roster.apply(&fix, &scope)),
        Action::Undo => drop(roster.undo()),
        Action::Redo => drop(roster.redo()),
    }
}

/// How a roster looked after each of its steps, oldest first, found by undoing them all.
fn undo_all(roster: &mut Roster) -> Vec<String> {
    let mut looks = vec![look(roster)];
    while roster.undo().is_some() {
        looks.push(look(roster));
    }
    looks.reverse();
    looks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn undo_restores_exactly_and_redo_brings_back(
        actions in proptest::collection::vec(action(), 1..14),
        check_anew in any::<bool>(),
    ) {
        let mut roster = open();
        let unmapped = { roster.undo(); let look = look(&roster); roster.redo(); look };
        for action in actions {
            let before = look(&roster);
            let undoable = roster.can_undo();
            act(&mut roster, action.clone());
            if check_anew {
                let at_once = look(&roster);
                roster.set_rules(roster.rules().clone());
                prop_assert_eq!(&look(&roster), &at_once, "checking all rows finds no more than {:?} did", action);
            }
            // An action that did nothing must not have left a step.
            if !matches!(action, Action::Undo | Action::Redo) && roster.can_undo() != undoable {
                let after = look(&roster);
                roster.undo();
                prop_assert_eq!(&look(&roster), &before, "undoing {:?}", action);
                roster.redo();
                prop_assert_eq!(&look(&roster), &after, "doing again {:?}", action);
            }
        }
        let draft = serde_json::to_string(&roster.expose_draft()).unwrap();
        let looks = undo_all(&mut roster);
        prop_assert_eq!(&looks[0], &unmapped, "everything undone is the sheet as it was read");
        for look_then in &looks[1..] {
            roster.redo();
            prop_assert_eq!(&look(&roster), look_then);
        }
        let draft: Draft = serde_json::from_str(&draft).unwrap();
        let mut restored = Roster::restore_read("pasted", SHEET.as_bytes(), &draft).unwrap();
        prop_assert_eq!(undo_all(&mut restored), looks, "a draft brings every step back");
    }

    #[test]
    fn a_preview_counts_what_applying_changes(fix in fix()) {
        let mut roster = open();
        let before = look(&roster);
        if let Ok(preview) = roster.preview(&fix, &Scope::All) {
            prop_assert_eq!(&look(&roster), &before, "a preview changes nothing");
            let applied = roster.apply(&fix, &Scope::All).unwrap();
            prop_assert_eq!(preview.changed, applied.changed);
            for sample in preview.samples.iter().filter(|sample| sample.before != sample.after) {
                let Some(column) = sample.column else { continue };
                let row = roster.all_rows().find(|row| row.number() == sample.row).unwrap();
                if !row.cells[column as usize].masked && !matches!(fix, Fix::SplitNames { .. }) {
                    prop_assert_eq!(&row.cells[column as usize].text, &sample.after);
                }
            }
        } else {
            prop_assert!(roster.apply(&fix, &Scope::All).is_err());
        }
    }
}

#[test]
fn a_draft_of_another_sheet_is_refused() {
    let draft = open().expose_draft();
    let other = SHEET.replace("Okafor", "Okafxr");
    let error = Roster::restore_read("pasted", other.as_bytes(), &draft).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the file has changed since the draft was made"
    );
}
