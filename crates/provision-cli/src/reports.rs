//! `report` and `handover`: files for people.

use provisioning::{ReportError, ReportFormat};
use secrecy::SecretString;

use crate::arguments::{Handover, Report};
use crate::ask;
use crate::failure::{Failure, Outcome};
use crate::house::{House, runtime, submission_id};
use crate::words::counted;

pub(crate) fn report(house: &House, arguments: &Report) -> Result<Outcome, Failure> {
    let id = submission_id(&arguments.id)?;
    if ReportFormat::of(&arguments.out).is_none() {
        let error = ReportError::UnknownFormat(arguments.out.clone());
        return Err(Failure::usage(error.to_string()));
    }
    let provisioner = house.open()?;
    runtime()?.block_on(provisioner.report(id, &arguments.out))?;
    eprintln!("wrote {}", arguments.out.display());
    Ok(Outcome::Done)
}

pub(crate) fn handover(house: &House, arguments: &Handover) -> Result<Outcome, Failure> {
    let id = submission_id(&arguments.id)?;
    let provisioner = house.open()?;
    let passphrase = passphrase()?;
    let hand_over = provisioner.hand_over(id, passphrase, &arguments.out);
    let handed = runtime()?.block_on(hand_over)?;
    eprintln!(
        "wrote {} to {}",
        counted(handed, "password"),
        arguments.out.display()
    );
    Ok(Outcome::Done)
}

const PASSPHRASE_VARIABLE: &str = "KOODRIVE_HANDOVER_PASSPHRASE";

/// From the environment, or asked for twice, since a mistyped one opens nothing.
pub(crate) fn passphrase() -> Result<SecretString, Failure> {
    if let Ok(passphrase) = std::env::var(PASSPHRASE_VARIABLE) {
        return Ok(passphrase.into());
    }
    let first = ask::secret("Passphrase for the zip")?;
    let second = ask::secret("The same once more")?;
    if first != second {
        return Err(Failure::usage("the two passphrases differ"));
    }
    Ok(first.into())
}
