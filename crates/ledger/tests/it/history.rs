//! Search, forgetting, drafts, mappings.

use ledger::{Hit, NewDraft, NewUser};

use crate::common::*;

fn named(row: u64, firstname: &str, surname: &str, email: &str) -> NewUser {
    NewUser {
        row,
        firstname: firstname.into(),
        surname: Some(surname.into()).filter(|surname: &String| !surname.is_empty()),
        email: Some(email.into()),
        ..user(row)
    }
}

#[test]
fn search_finds_phones_mails_names_tasks_and_files() {
    let mut desk = Desk::new();
    let users = [
        named(2, "Ada", "Lovelace", "ada@example.com"),
        named(3, "娜", "李", "lina@example.cn"),
        named(4, "Ömer", "Çelik", "OMER@example.com.tr"),
    ];
    let mut new = submission(3);
    new.file_name = "Été 2026.xlsx".into();
    let id = desk.ledger.plan(&new, users).unwrap();
    let batch = desk.first_batch(id);
    desk.accept(batch, "1893596414966089600");

    let rows = |text: &str| -> Vec<u64> {
        let hits = desk.ledger.search(text, 10).unwrap();
        hits.iter()
            .filter_map(|hit| {
                if let Hit::User { row, .. } = hit {
                    Some(*row)
                } else {
                    None
                }
            })
            .collect()
    };
    assert_eq!(rows("LOVELACE"), [2]);
    assert_eq!(
        rows("ada love"),
        [2],
        "first name and surname, as they are said"
    );
    assert_eq!(rows("李娜"), [3], "surname first, as Chinese has it");
    assert_eq!(rows("çelik"), [4], "capitals that are not English");
    assert_eq!(rows("omer@EXAMPLE"), [4]);
    assert_eq!(rows(&format!(" {} ", key(3))), [3]);
    assert_eq!(rows("example.com"), [4, 2], "the newest first");
    assert_eq!(rows("%"), [] as [u64; 0], "a sign of SQL's is only a sign");
    assert_eq!(rows(""), [] as [u64; 0]);
    assert_eq!(
        desk.ledger.search("example", 2).unwrap().len(),
        2,
        "no more than asked"
    );

    let by_task = desk.ledger.search("4966089600", 10).unwrap();
    let Hit::Batch {
        submission,
        task_id,
        ..
    } = &by_task[0]
    else {
        panic!("{by_task:?}")
    };
    assert_eq!(
        (*submission, task_id.as_deref()),
        (id, Some("1893596414966089600"))
    );
    assert_eq!(
        desk.ledger.search(&format!("{:058}", 1), 10).unwrap().len(),
        1,
        "by trace ID"
    );
    assert!(
        matches!(&desk.ledger.search("été", 10).unwrap()[0], Hit::File { file_name, .. } if file_name == "Été 2026.xlsx")
    );
}

#[test]
fn what_is_open_is_not_forgotten_unless_forced_and_what_is_sending_never() {
    let mut desk = Desk::new();
    let id = desk.plan(2, 1);
    let error = desk.ledger.forget(id, false).unwrap_err();
    assert!(error.is_still_open());
    assert_eq!(
        error.to_string(),
        "2 of the submission's batches are still open"
    );

    let attempt = desk.begin(desk.first_batch(id));
    assert!(
        desk.ledger.forget(id, true).unwrap_err().is_still_open(),
        "an answer on its way has nowhere to go"
    );
    let _recorded = attempt
        .end(&mut desk.ledger, &unknown(), &answer())
        .unwrap();
    desk.ledger.forget(id, true).unwrap();
    assert!(desk.ledger.submission(id).unwrap_err().is_not_found());
    assert!(desk.ledger.forget(id, true).unwrap_err().is_not_found());

    let next = desk.plan(1, 1);
    assert_ne!(next, id, "the name of what was forgotten was used again");
    desk.ledger.check().unwrap();
}

#[test]
fn a_split_submission_is_forgotten_whole() {
    let mut desk = Desk::new();
    let id = desk.plan(4, 4);
    let batch = desk.first_batch(id);
    desk.send(batch, &ledger::Outcome::Refused);
    let (first, _) = desk.ledger.split(batch).unwrap();
    desk.send(first, &ledger::Outcome::Refused);
    desk.ledger.split(first).unwrap();
    desk.ledger.forget(id, true).unwrap();
    for table in [
        "submissions",
        "batches",
        "users",
        "attempts",
        "results",
        "stray_results",
        "settlements",
    ] {
        let sql = format!("SELECT count(*) FROM {table}");
        let left: i64 = desk.raw().query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

#[test]
fn retention_forgets_what_is_old_and_done() {
    let mut desk = Desk::new();
    let done = desk.plan(1, 1);
    let batch = desk.first_batch(done);
    desk.accept(batch, "1");
    desk.ledger.finish(batch, now()).unwrap();
    let open = desk.plan(1, 1);
    assert_eq!(
        desk.ledger.forget_older_than(now()).unwrap(),
        [],
        "not older than itself"
    );
    assert_eq!(desk.ledger.forget_older_than(later(1)).unwrap(), [done]);
    assert_eq!(desk.ledger.submissions().unwrap()[0].id, open);
}

#[test]
fn drafts_come_back_as_they_were_left() {
    let mut desk = Desk::new();
    let draft = |name: &str| NewDraft {
        file_name: name.into(),
        source_path: Some("/tmp/roster.csv".into()),
        content: Some(vec![0, 255, 10]),
        state: r#"{"edits":[]}"#.into(),
    };
    let first = desk.ledger.save_draft(&draft("a.csv"), now()).unwrap();
    let second = desk.ledger.save_draft(&draft("b.csv"), later(5)).unwrap();
    desk.ledger
        .update_draft(first, r#"{"edits":[1]}"#, later(10))
        .unwrap();
    let mut desk = desk.restart();

    let names: Vec<_> = desk
        .ledger
        .drafts()
        .unwrap()
        .into_iter()
        .map(|draft| draft.file_name)
        .collect();
    assert_eq!(names, ["a.csv", "b.csv"], "the latest first");
    let kept = desk.ledger.draft(first).unwrap();
    assert_eq!(
        (kept.content, kept.state.as_str()),
        (Some(vec![0, 255, 10]), r#"{"edits":[1]}"#)
    );
    assert_eq!(
        (kept.updated, kept.source_path.as_deref()),
        (later(10), Some("/tmp/roster.csv"))
    );
    assert!(desk.ledger.update_draft(second, "not JSON", now()).is_err());

    desk.ledger.drop_draft(second).unwrap();
    desk.ledger.drop_draft(second).unwrap();
    assert!(desk.ledger.draft(second).unwrap_err().is_not_found());
    assert!(
        desk.ledger
            .update_draft(second, "{}", now())
            .unwrap_err()
            .is_not_found()
    );
}

#[test]
fn a_mapping_is_remembered_for_its_shape() {
    let mut desk = Desk::new();
    assert_eq!(desk.ledger.mapping("a|b").unwrap(), None);
    desk.ledger
        .remember_mapping("a|b", r#"{"phone":0}"#, now())
        .unwrap();
    desk.ledger
        .remember_mapping("a|b", r#"{"phone":1}"#, now())
        .unwrap();
    desk.ledger
        .remember_mapping("c", r#"{"phone":2}"#, now())
        .unwrap();
    assert_eq!(
        desk.ledger.mapping("a|b").unwrap().as_deref(),
        Some(r#"{"phone":1}"#)
    );
    desk.ledger.forget_mapping("a|b").unwrap();
    assert_eq!(desk.ledger.mapping("a|b").unwrap(), None);
    assert!(desk.ledger.mapping("c").unwrap().is_some());
}
