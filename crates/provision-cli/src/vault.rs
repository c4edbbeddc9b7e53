//! `vault`: the keychain and the ledger's key.

use provisioning::vault::RecoveryCode;

use crate::arguments::Vault;
use crate::ask;
use crate::failure::{Failure, Outcome};
use crate::house::House;

pub(crate) fn run(house: &House, command: &Vault) -> Result<Outcome, Failure> {
    match command {
        Vault::Check => check(house),
        Vault::RecoveryCode { restore: false } => print_code(house),
        Vault::RecoveryCode { restore: true } => restore(house),
    }
}

fn check(house: &House) -> Result<Outcome, Failure> {
    let vault = house.vault()?;
    if let Some(error) = vault.why_session_only() {
        let failure = Failure::new(format!(
            "{}: keys are kept for one session only",
            provisioning::with_causes(error)
        ));
        return Err(match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        });
    }
    let report = vault.health();
    println!("keychain: {}", report.keychain);
    for step in &report.passed {
        println!("  {step}: works");
    }
    match report.failed {
        None => Ok(Outcome::Done),
        Some((step, error)) => {
            println!("  {step}: fails");
            Err(error.into())
        }
    }
}

fn print_code(house: &House) -> Result<Outcome, Failure> {
    let code = house.vault()?.recovery_code()?.ok_or_else(|| {
        Failure::new("there is no ledger key yet").hint("it is made with the first submission")
    })?;
    println!("{}", code.expose_text().as_str());
    eprintln!("whoever has this code and the ledger can read it: keep it apart from this computer");
    Ok(Outcome::Done)
}

fn restore(house: &House) -> Result<Outcome, Failure> {
    let typed = ask::secret("Recovery code")?;
    let code = RecoveryCode::parse(&typed).map_err(|error| Failure::of(&error))?;
    house.vault()?.restore_ledger_key(&code)?;
    eprintln!("the ledger's key is in the keychain again");
    Ok(Outcome::Done)
}
