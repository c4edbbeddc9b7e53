//! `settle`: a person's word for a batch whose fate is unknown.

use provisioning::ledger::Settlement;

use crate::arguments::Settle;
use crate::ask;
use crate::failure::{Failure, Outcome};
use crate::house::{House, batch_by_label, runtime, submission_id};
use crate::submit::settlement;

/// What sending again means, said before it is agreed to.
const SEND_AGAIN: &str = "\
the batch may have been processed. If it was, sending it again asks the service once more for the
same users: those that exist come back as skipped or failed, by phone, and none is created twice
as long as the service knows a user by the phone";

pub(crate) fn settle(house: &House, arguments: &Settle) -> Result<Outcome, Failure> {
    let id = submission_id(&arguments.id)?;
    let provisioner = house.open()?;
    let runtime = runtime()?;
    let batches =
        runtime.block_on(provisioner.journal().run(move |ledger| ledger.batches(id)))??;
    let batch = batch_by_label(&batches, &arguments.batch)?;
    let settlement = settlement(&arguments.verdict);
    if settlement == Settlement::SendAgain
        && !arguments.yes
        && !ask::confirm_by_typing(SEND_AGAIN, "send again")?
    {
        eprintln!("nothing was settled");
        return Ok(Outcome::Nothing);
    }
    runtime.block_on(provisioner.settle(batch, settlement.clone()))?;
    let next = match settlement {
        Settlement::LeaveOut => "its users are left out".to_owned(),
        Settlement::SendAgain => format!("it is queued: `resume {id}` sends it"),
        Settlement::Accepted { .. } => format!("`resume {id} --wait` reads its results"),
    };
    eprintln!("batch {} is settled: {next}", arguments.batch);
    Ok(Outcome::Done)
}
