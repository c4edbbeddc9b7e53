//! `submit` and `resume`: the job.

use provisioning::ledger::{Settlement, SubmissionId};
use provisioning::{
    Ended, Followed, Limits, PlanOptions, PlanSummary, Provisioner, Review, Run, Signer,
    read_shared, summarise,
};
use secrecy::SecretString;

use crate::arguments::{Manners, Repair, Resume, Submit};
use crate::earlier::Before;
use crate::failure::{Failure, Outcome};
use crate::house::{House, runtime, submission_id};
use crate::progress::Progress;
use crate::signing::{Connected, connect};
use crate::words::{counted, grouped};
use crate::{ask, check, notices, pipe, reports, results, sheet};

pub(crate) fn submit(house: &House, arguments: &Submit) -> Result<Outcome, Failure> {
    if arguments.reading.fixes.contains(&Repair::GeneratePasswords) && arguments.handover.is_none()
    {
        return Err(
            Failure::usage("generated passwords would be known to nobody")
                .hint("add `--handover FILE.zip`, which writes them into an encrypted file"),
        );
    }
    let review = sheet::open(&arguments.reading)?;
    notices::require_rows(&arguments.reading, &read_shared(review.roster()))?;
    let provisioner = house.open()?;
    let connected = connect(
        provisioner.vault(),
        arguments.connection.as_deref(),
        arguments.manners.patience,
    )?;
    let job = Job {
        provisioner,
        connected,
        review,
        arguments,
    };
    runtime()?.block_on(job.run())
}

struct Job<'a> {
    provisioner: Provisioner,
    connected: Connected,
    review: Review,
    arguments: &'a Submit,
}

impl Job<'_> {
    async fn run(self) -> Result<Outcome, Failure> {
        let signer = &self.connected.signer;
        let roster = self.review.roster();
        self.provisioner
            .mark_earlier(roster, &signer.stamp().id)
            .await?;
        let options = self.plan_options();
        let summary = summarise(&read_shared(roster), &options);
        self.show_plan(&summary);
        self.refuse_errors(&summary)?;
        if !self.agreed(&summary)? {
            eprintln!("nothing was sent");
            return Ok(Outcome::Nothing);
        }
        self.hand_over()?;
        let provenance = self.review.provenance();
        let submission = self
            .provisioner
            .plan(roster, provenance, signer, &options)
            .await?;
        let limits = limits(self.arguments.manners);
        let wait = self.arguments.wait;
        send(
            &self.provisioner,
            signer,
            submission,
            limits,
            wait,
            self.arguments.json.on,
        )
        .await
    }

    fn plan_options(&self) -> PlanOptions {
        let defaults = PlanOptions::default();
        PlanOptions {
            batch_size: self
                .arguments
                .batch_size
                .map_or(defaults.batch_size, u32::from),
            include_earlier: self.arguments.include_earlier,
        }
    }

    fn show_plan(&self, summary: &PlanSummary) {
        let signer = &self.connected.signer;
        let stamp = signer.stamp();
        for line in check::source_lines(&read_shared(self.review.roster())) {
            eprintln!("{line}");
        }
        for line in notices::lines(&self.arguments.reading, &self.review) {
            eprintln!("note     {line}");
        }
        eprintln!(
            "to       {} at {}, signed by {} with AK …{}",
            stamp.name,
            stamp.host,
            stamp.signing_user,
            signer.access_key_end()
        );
        eprintln!(
            "sends    {} in {}",
            counted(summary.users, "user"),
            counted(summary.batches, "batch")
        );
        if !summary.left_out.is_empty() {
            let reasons = summary.left_out.iter();
            let reasons: Vec<String> = reasons
                .map(|(why, number)| format!("{} {}", grouped(*number), in_words(why)))
                .collect();
            eprintln!("leaves   {}", reasons.join(", "));
            if summary.left_out.contains_key(provisioning::SENT_EARLIER) {
                for line in self.before().lines() {
                    eprintln!("         {line}");
                }
            }
        }
        eprintln!();
    }

    fn before(&self) -> Before {
        Before::of(&read_shared(self.review.roster()))
    }

    fn refuse_errors(&self, summary: &PlanSummary) -> Result<(), Failure> {
        if summary.with_errors > 0 && !self.arguments.skip_errors {
            let roster = read_shared(self.review.roster());
            for line in check::problem_lines(&roster) {
                eprintln!("{line}");
            }
            eprintln!();
            let rows = counted(summary.with_errors, "row");
            return Err(
                Failure::new(format!("{rows} cannot be sent, so nothing was"))
                    .hint("mend the sheet, or leave these rows out with `--skip-errors`"),
            );
        }
        if summary.users == 0 {
            let failure = Failure::new("there is nobody to send");
            return Err(
                if summary.left_out.contains_key(provisioning::SENT_EARLIER) {
                    failure.hint(self.before().hint())
                } else {
                    failure
                },
            );
        }
        Ok(())
    }

    fn agreed(&self, summary: &PlanSummary) -> Result<bool, Failure> {
        if self.arguments.yes {
            return Ok(true);
        }
        let name = &self.connected.signer.stamp().name;
        ask::confirm(&format!(
            "submit {} to {name}?",
            counted(summary.users, "user")
        ))
    }

    /// Before anything is sent: a password that is on its way must be known to somebody.
    fn hand_over(&self) -> Result<(), Failure> {
        let Some(path) = &self.arguments.handover else {
            return Ok(());
        };
        let passphrase: SecretString = reports::passphrase()?;
        let roster = read_shared(self.review.roster());
        let handed = provisioning::hand_over_roster(&roster, &passphrase, path)
            .map_err(provisioning::ProvisioningError::from)?;
        eprintln!(
            "wrote {} to {}",
            counted(handed, "password"),
            path.display()
        );
        Ok(())
    }
}

/// Why rows are left out. Those that an earlier submission has were not all sent.
fn in_words(why: &str) -> String {
    match why {
        provisioning::SENT_EARLIER => "submitted earlier".to_owned(),
        why => why.replace('-', " "),
    }
}

pub(crate) fn resume(house: &House, arguments: &Resume) -> Result<Outcome, Failure> {
    let id = submission_id(&arguments.id)?;
    let provisioner = house.open()?;
    let runtime = runtime()?;
    let planned = runtime
        .block_on(
            provisioner
                .journal()
                .run(move |ledger| ledger.submission(id)),
        )??
        .connection;
    if planned.id.starts_with(crate::signing::PRACTICE) {
        return Err(
            Failure::new("this submission went to a practice service that has ended")
                .hint("its users and tasks are gone with it; submit the sheet anew"),
        );
    }
    let connection = provisioner.vault().connection(&planned.id)?;
    let connected = connect(
        provisioner.vault(),
        Some(&connection.name),
        arguments.manners.patience,
    )?;
    let limits = limits(arguments.manners);
    let job = send(
        &provisioner,
        &connected.signer,
        id,
        limits,
        arguments.wait,
        arguments.json.on,
    );
    runtime.block_on(job)
}

fn limits(manners: Manners) -> Limits {
    let defaults = Limits::default();
    Limits {
        concurrency: manners
            .concurrency
            .map_or(defaults.concurrency, usize::from),
        ceiling: manners.rate.map_or(defaults.ceiling, f64::from),
        ..defaults
    }
}

/// Sends what is queued, follows it where asked to, and says how it ended.
async fn send(
    provisioner: &Provisioner,
    signer: &Signer,
    submission: SubmissionId,
    limits: Limits,
    wait: bool,
    json: bool,
) -> Result<Outcome, Failure> {
    let progress = Progress::start(provisioner, submission, json).await?;
    let mut run = provisioner.run(submission, signer, limits).await?;
    let interrupt = halt_on_interrupt(&run);
    let ended = run.sent().await?;
    let followed = if wait {
        Some(run.followed().await?)
    } else {
        None
    };
    interrupt.abort();
    progress.end().await;
    let stop = match (&ended, &followed) {
        (Ended::Stopped(reason), _) | (_, Some(Followed::Stopped(reason))) => Some(reason),
        _ => None,
    };
    if json {
        results::print_json(provisioner, submission, stop).await?;
    } else {
        results::print(provisioner, submission, wait).await?;
    }
    if let Some(reason) = stop {
        eprintln!("\n{}", Failure::from(reason));
    }
    results::outcome(provisioner, submission, &ended, wait).await
}

/// The first Ctrl-C sends nothing further and ends in order; the second is the system's.
fn halt_on_interrupt(run: &Run) -> tokio::task::JoinHandle<()> {
    let control = run.control().clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            pipe::talk("\nsending nothing further; what is on its way comes home first");
            pipe::talk("`resume` goes on later. Ctrl-C once more ends at once");
            control.halt();
        }
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(130);
        }
    })
}

/// What `settle` can be told.
pub(crate) fn settlement(verdict: &crate::arguments::SettleVerdict) -> Settlement {
    match &verdict.accepted {
        Some(task_id) => Settlement::Accepted {
            task_id: task_id.trim().to_owned(),
        },
        None if verdict.send_again => Settlement::SendAgain,
        None => Settlement::LeaveOut,
    }
}
