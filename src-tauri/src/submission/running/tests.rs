use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use chrono::TimeDelta;
use koodrive_sandbox::{Fault, FaultRule, Moment, Pace, Sandbox, SandboxSettings, When};
use provisioning::ledger;
use provisioning::{ConnectionCard, Control, Event, Happening, Keys, PlanOptions, PollFault};
use tokio::time::timeout;

use super::*;
use crate::contract::submission::SubmissionState;
use crate::house::tests::house_in;
use crate::translate::submission::progress;

mod unwritten;

const CONNECTION: &str = "mute";

/// Far longer than anything here takes that ends at all.
const PATIENCE: Duration = Duration::from_secs(20);

/// A house with a submission that is planned for a service which takes requests and never answers: a
/// run that sends goes on sending.
struct Desk {
    house: Arc<House>,
    id: SubmissionId,
    _service: TcpListener,
}

impl Desk {
    async fn in_folder(home: &Path) -> Self {
        let service = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", service.local_addr().unwrap());
        let keys = Keys {
            access_key: "AK".into(),
            secret_key: "SK".to_owned().into(),
        };
        let (house, id) = planned_for(home, endpoint, "8840", keys).await;
        Self {
            house,
            id,
            _service: service,
        }
    }

    fn signer(&self) -> Signer {
        self.house.signers.signer(CONNECTION).unwrap()
    }

    async fn send(&self) -> Result<(), CommandError> {
        let in_use = self.house.use_ledger().await?;
        self.house.send(self.id, &self.signer(), &in_use).await
    }

    /// A run that stopped for this reason, on a machine whose clock is wrong.
    async fn stopped(&self, reason: StopReason) {
        let turn = self.house.runs.turn(self.id).await;
        let generation = self.house.runs.begin(&turn, Control::default(), true);
        self.house.runs.note_clock(self.id, TimeDelta::seconds(90));
        self.house.runs.change(self.id, generation, |run| {
            run.sending = false;
            run.running = false;
            run.stopped = Some(reason);
        });
    }

    async fn pulse(&self) -> Pulse {
        let standing = self.house.provisioner.standing(self.id).await.unwrap();
        self.house.pulse(&standing)
    }

    async fn wait_until_over(&self) {
        let mut changes = self.house.runs.listen();
        while self.house.runs.is_running(self.id) {
            changes.recv().await.unwrap();
        }
    }
}

/// A house with a submission that is planned for a service.
async fn planned_for(
    home: &Path,
    endpoint: String,
    user_id: &str,
    keys: Keys,
) -> (Arc<House>, SubmissionId) {
    // No keychain here: what opens anew is a ledger for this session.
    let house = Arc::new(house_in(home).reopened().await.unwrap());
    let card = ConnectionCard {
        id: CONNECTION.into(),
        endpoint,
        user_id: user_id.into(),
        scheme: "koodrive".into(),
        proxy: Some("none".into()),
        ..ConnectionCard::default()
    };
    house.signers.welcome(card, keys);
    let id = planned(&house).await;
    (house, id)
}

async fn planned(house: &Arc<House>) -> SubmissionId {
    let sheet = "First name\tPhone\nAna\t0027188460901\n".to_owned();
    let review = house.open_pasted(sheet).await.unwrap();
    let open = house.open_review(&review).unwrap();
    let signer = house.signers.signer(CONNECTION).unwrap();
    let (roster, provenance) = (open.review.roster(), open.review.provenance());
    let options = PlanOptions {
        batch_size: 1000,
        include_earlier: true,
    };
    let planned = house
        .provisioner
        .plan(roster, provenance, &signer, &options);
    planned.await.unwrap()
}

/// Sends in a turn that was taken before others asked for theirs.
async fn begin_sending(desk: &Desk, turn: Turn) {
    let signer = desk.signer();
    let in_use = desk.house.use_ledger().await.unwrap();
    desk.house.send_in(&turn, &signer, &in_use).await.unwrap();
}

#[tokio::test]
async fn one_at_a_time_begins_a_run_of_a_submission() {
    let runs = crate::submission::Runs::default();
    let [id, other] = ["1", "2"].map(|id| id.parse::<SubmissionId>().unwrap());
    let turn = runs.turn(id).await;
    let asked = |id| timeout(Duration::ZERO, runs.turn(id));
    assert!(asked(id).await.is_err(), "the next in line waits");
    assert!(asked(other).await.is_ok(), "others do not");
    drop(turn);
    assert!(asked(id).await.is_ok());
}

#[tokio::test]
async fn a_typed_task_that_waited_while_sending_began_takes_nothing_from_the_run_that_sends() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    let (house, id) = (&desk.house, desk.id);
    let turn = house.runs.turn(id).await;
    // It finds that nothing is sent, and then has to wait.
    let both = async { tokio::join!(house.follow_settled(id), begin_sending(&desk, turn)).0 };
    timeout(PATIENCE, both).await.unwrap().unwrap();
    assert_eq!(house.runs.sending(), [id], "the quit question waits for it");
    house.pause(id).unwrap();
}

#[tokio::test]
async fn going_on_that_waited_while_sending_began_is_content_with_it() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    let (house, id) = (&desk.house, desk.id);
    let turn = house.runs.turn(id).await;
    let both = async { tokio::join!(house.resume(id), begin_sending(&desk, turn)).0 };
    timeout(PATIENCE, both).await.unwrap().unwrap();
    assert_eq!(house.runs.sending(), [id]);
}

#[tokio::test]
async fn a_submission_that_is_sent_is_not_sent_a_second_time_beside_itself() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    desk.send().await.unwrap();
    let refused = desk.send().await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::WrongState);
    desk.house.pause(desk.id).unwrap();
}

#[tokio::test]
async fn the_ledger_is_not_let_go_of_under_what_is_being_sent() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    desk.send().await.unwrap();
    let refused = desk.house.leave_damaged_ledger().await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::WrongState);
    assert_eq!(desk.house.runs.sending(), [desk.id], "it goes on");
    desk.house.pause(desk.id).unwrap();
}

#[tokio::test]
async fn nothing_is_sent_once_the_ledger_was_let_go_of() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    let damage = CommandError::new(ErrorCode::LedgerDamaged, "malformed");
    desk.house.note_closed(damage);
    let refused = desk.send().await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::LedgerDamaged);
}

#[tokio::test]
async fn the_end_of_an_earlier_run_is_not_taken_for_the_end_of_the_one_that_sends() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    let runs = &desk.house.runs;
    let turn = runs.turn(desk.id).await;
    let earlier = runs.begin(&turn, Control::default(), false);
    let later = runs.begin(&turn, Control::default(), true);
    runs.change(desk.id, earlier, |run| run.sending = false);
    assert_eq!(runs.sending(), [desk.id]);
    runs.change(desk.id, later, |run| run.sending = false);
    assert!(runs.sending().is_empty());
}

#[tokio::test]
async fn following_a_typed_task_keeps_why_nothing_is_sent_until_it_is_sent_again() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    desk.stopped(StopReason::Ledger("the disk is full".into()))
        .await;
    desk.house.follow_settled(desk.id).await.unwrap();
    desk.wait_until_over().await;
    let pulse = desk.pulse().await;
    assert!(pulse.is_over);
    assert!(matches!(pulse.stopped, Some(StopReason::Ledger(_))));
    assert_eq!(pulse.clock_ahead, Some(90));

    desk.house.resume(desk.id).await.unwrap();
    let pulse = desk.pulse().await;
    assert!(pulse.stopped.is_none(), "it is being sent");
    assert_eq!(pulse.clock_ahead, None);
}

#[tokio::test]
async fn questions_in_vain_are_told_until_the_service_answers_or_is_asked_anew() {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::in_folder(home.path()).await;
    let batch = desk.house.provisioner.batches(desk.id, None).await.unwrap()[0]
        .batch
        .id;
    let happens = |what| {
        desk.house.pass_on(Event {
            submission: desk.id,
            what,
        });
    };
    let fails = |again| Happening::PollFailed {
        batch,
        fault: PollFault::InTrouble,
        why: "HTTP 500".into(),
        again,
    };
    let turn = desk.house.runs.turn(desk.id).await;
    desk.house.runs.begin(&turn, Control::default(), false);
    happens(fails(true));
    let told = desk.pulse().await.unanswered;
    assert_eq!(told.latest().unwrap().why, "HTTP 500");
    let [done, total] = [0, 1];
    happens(Happening::Results { batch, done, total });
    assert!(desk.pulse().await.unanswered.latest().is_none());

    happens(fails(false));
    assert_eq!(desk.pulse().await.unanswered.given_up(), 1);
    desk.house.runs.begin(&turn, Control::default(), false);
    assert_eq!(desk.pulse().await.unanswered.given_up(), 0);
}

fn is_on_its_way(event: &Event) -> bool {
    let sending = ledger::BatchState::Sending;
    matches!(&event.what, Happening::Batch { state, .. } if *state == sending)
}

async fn planned_at(sandbox: &Sandbox, home: &Path) -> (Arc<House>, SubmissionId) {
    let keys = Keys {
        access_key: sandbox.access_key().into(),
        secret_key: sandbox.secret_key().to_owned().into(),
    };
    let endpoint = sandbox.endpoint().to_owned();
    planned_for(home, endpoint, sandbox.user_id(), keys).await
}

async fn send(house: &Arc<House>, id: SubmissionId) {
    let signer = house.signers.signer(CONNECTION).unwrap();
    let in_use = house.use_ledger().await.unwrap();
    house.send(id, &signer, &in_use).await.unwrap();
}

/// A run that was cancelled, and follows a task that is never finished.
async fn cancelled_and_following(sandbox: &Sandbox, home: &Path) -> (Arc<House>, SubmissionId) {
    let delay = Fault::Delay {
        moment: Moment::AfterProcessing,
        ms: 300,
    };
    sandbox.inject(FaultRule::create(When::Nth(1), delay));
    let (house, id) = planned_at(sandbox, home).await;
    let (mut changes, mut events) = (house.runs.listen(), house.provisioner.listen());
    send(&house, id).await;
    while !is_on_its_way(&events.recv().await.unwrap()) {}
    house.cancel(id).await.unwrap();
    while !house.runs.sending().is_empty() {
        changes.recv().await.unwrap();
    }
    assert!(house.runs.is_running(id), "its task is followed");
    (house, id)
}

async fn slow_service() -> Sandbox {
    let settings = SandboxSettings {
        pace: Pace::Manual,
        ..SandboxSettings::default()
    };
    Sandbox::start(settings).await.unwrap()
}

#[tokio::test]
async fn a_ledger_is_left_though_a_cancelled_submission_is_followed() {
    let sandbox = slow_service().await;
    let home = tempfile::tempdir().unwrap();
    let (house, id) = cancelled_and_following(&sandbox, home.path()).await;
    let left = timeout(PATIENCE, house.leave_damaged_ledger()).await;
    assert!(!left.unwrap().unwrap(), "it is sound");
    let followed_on = async {
        let mut changes = house.runs.listen();
        while !house.runs.is_running(id) {
            changes.recv().await.unwrap();
        }
    };
    timeout(PATIENCE, followed_on).await.unwrap();
}

#[tokio::test]
async fn a_cancelled_submission_is_asked_about_again() {
    let sandbox = slow_service().await;
    let home = tempfile::tempdir().unwrap();
    let (house, id) = cancelled_and_following(&sandbox, home.path()).await;
    timeout(PATIENCE, house.resume(id)).await.unwrap().unwrap();
}

#[tokio::test]
async fn following_that_ends_for_the_ledgers_sake_is_stopped_and_can_be_gone_on_with() {
    let sandbox = slow_service().await;
    let home = tempfile::tempdir().unwrap();
    let (house, id) = cancelled_and_following(&sandbox, home.path()).await;
    let standing = house.provisioner.standing(id).await.unwrap();
    // What comes next finds no batch to write it to.
    house.forget(id).await.unwrap();
    sandbox.finish_all();
    let over = async {
        let mut changes = house.runs.listen();
        while house.runs.is_running(id) {
            changes.recv().await.unwrap();
        }
    };
    timeout(PATIENCE, over).await.unwrap();
    let told = progress(&standing, &house.pulse(&standing));
    assert_eq!(told.state, SubmissionState::Stopped);
    assert_eq!(told.stopped.unwrap().code, "ledger");
}
