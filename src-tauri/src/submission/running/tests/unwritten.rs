//! Answers in memory only: told to the window, and held until they are written down.

use std::sync::Mutex;

use provisioning::ledger::BatchId;
use serde_json::{Value, json};
use tauri::ipc::{Channel, InvokeResponseBody};

use super::*;

/// What a window is told of answers that cannot be written down: `[batch, task ID, again]` of each.
fn told_unwritten(house: &House) -> Arc<Mutex<Vec<Value>>> {
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let channel = Channel::new(move |body: InvokeResponseBody| {
        let event: Value = body.deserialize()?;
        if event["kind"] == "unwrittenChanged" {
            let answers = event["answers"].as_array().unwrap();
            let parts = |one: &Value| json!([one["batch"], one["taskId"], one["again"]]);
            heard
                .lock()
                .unwrap()
                .push(answers.iter().map(parts).collect());
        }
        Ok(())
    });
    house.feed.listen(channel);
    told
}

/// What a run tells of one batch.
struct Telling<'a> {
    desk: &'a Desk,
    batch: BatchId,
}

impl Telling<'_> {
    fn happens(&self, what: Happening) {
        let submission = self.desk.id;
        self.desk.house.pass_on(Event { submission, what });
    }

    fn is(&self, state: ledger::BatchState) {
        self.happens(Happening::Batch {
            batch: self.batch,
            label: "3.1".into(),
            users: 1,
            state,
            task_id: None,
            why: None,
        });
    }

    fn is_not_written(&self) {
        self.happens(Happening::NotWritten {
            batch: self.batch,
            task_id: Some(TASK_ID.into()),
            why: "the disk is full".into(),
        });
    }
}

const TASK_ID: &str = "1893596414966089600";

impl Desk {
    async fn telling(&self) -> Telling<'_> {
        let batches = self.house.provisioner.batches(self.id, None).await;
        let batch = batches.unwrap()[0].batch.id;
        Telling { desk: self, batch }
    }
}

#[tokio::test]
async fn an_answer_in_memory_only_is_told_with_its_task_id_until_its_batch_stands() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    let turn = desk.house.runs.turn(desk.id).await;
    desk.house.runs.begin(&turn, Control::default(), true);
    let told = told_unwritten(&desk.house);
    let batch = desk.telling().await;
    batch.is(ledger::BatchState::Sending);
    batch.is_not_written();
    batch.is_not_written();
    let held = json!([["3.1", TASK_ID, true]]);
    let heard = told.lock().unwrap().clone();
    assert_eq!(heard, vec![held.clone()], "once, not each time");
    let answer = desk.house.unwritten().remove(0);
    assert_eq!(answer.submission_id, desk.id.to_string());
    assert_eq!(answer.message, "the disk is full");

    let again = told_unwritten(&desk.house);
    assert_eq!(
        *again.lock().unwrap(),
        [held],
        "a window that was loaded again"
    );
    batch.is(ledger::BatchState::Accepted);
    assert_eq!(again.lock().unwrap().last(), Some(&json!([])));
    let reloaded = told_unwritten(&desk.house);
    assert!(reloaded.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_in_memory_only_outlives_its_run_and_the_next_one() {
    let sandbox = slow_service().await;
    let home = tempfile::tempdir().unwrap();
    let (house, id) = planned_at(&sandbox, home.path()).await;
    let told = told_unwritten(&house);
    let mut changes = house.runs.listen();
    send(&house, id).await;
    // Of a flight that died with its answer: nobody tells of it again.
    let lost = "999".parse().unwrap();
    house.runs.note_answer(id, |unwritten| {
        unwritten.failed(lost, Some(TASK_ID.into()), "the disk is full".into());
    });
    house.tell_unwritten();
    let given_up = json!([[null, TASK_ID, false]]);
    let is_told = || told.lock().unwrap().last() == Some(&given_up);
    let told_so = async {
        while !is_told() {
            changes.recv().await.unwrap();
        }
    };
    timeout(PATIENCE, told_so).await.unwrap();
    house.resume(id).await.unwrap();
    assert!(!house.unwritten()[0].again);
}

#[tokio::test]
async fn what_was_missed_of_an_answer_is_looked_up_and_in_doubt_it_is_held_on_to() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    let mut events = desk.house.provisioner.listen();
    desk.send().await.unwrap();
    while !is_on_its_way(&events.recv().await.unwrap()) {}
    desk.telling().await.is_not_written();
    desk.house.look_for_answers().await;
    assert_eq!(desk.house.unwritten().len(), 1, "it is on its way still");
    desk.house.pause(desk.id).unwrap();

    let other = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(other.path()).await;
    let turn = desk.house.runs.turn(desk.id).await;
    desk.house.runs.begin(&turn, Control::default(), true);
    desk.telling().await.is_not_written();
    desk.house.look_for_answers().await;
    assert!(desk.house.unwritten().is_empty(), "it is queued again");
}
