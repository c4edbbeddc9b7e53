//! `vault`: the keychain and the ledger's key.

use std::io::{self, Write};
use std::sync::Arc;

use provisioning::vault::{RecoveryCode, Vault as Keys, VaultError};
use provisioning::{
    RECOVERY_CODE_VARIABLE, recovery_code, require_code_fits, set_ledger_aside, with_causes,
};

use crate::arguments::{RecoveryCode as Code, Vault};
use crate::ask;
use crate::failure::{Failure, Outcome};
use crate::house::House;

pub(crate) fn run(house: &House, command: &Vault) -> Result<Outcome, Failure> {
    match command {
        Vault::Check => check(house),
        Vault::RecoveryCode(Code { new: true, .. }) => print(&RecoveryCode::random()),
        Vault::RecoveryCode(Code {
            restore: true,
            replace,
            ..
        }) => restore(house, *replace),
        Vault::RecoveryCode(_) => print_code(house),
        Vault::SetAside { yes } => set_aside(house, *yes),
    }
}

fn check(house: &House) -> Result<Outcome, Failure> {
    let vault = house.vault()?;
    if let Some(error) = vault.why_session_only() {
        return Err(no_keychain(error, "keys are kept for one session only"));
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

fn no_keychain(error: &VaultError, so: &str) -> Failure {
    let failure = Failure::new(format!("{}: {so}", with_causes(error)));
    match error.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// The vault, if it keeps what it is given.
fn keychain(house: &House) -> Result<Arc<Keys>, Failure> {
    let vault = house.vault()?;
    match vault.why_session_only() {
        None => Ok(vault),
        Some(error) => Err(Failure::new(format!(
            "{}: the ledger's key cannot be kept in one",
            with_causes(error)
        ))
        .hint(format!(
            "`vault recovery-code --new` makes a key; give it to the program in \
             {RECOVERY_CODE_VARIABLE}, which keeps the ledger too"
        ))),
    }
}

/// The ledger's key was given to the program, so that it asks no keychain for one.
fn is_kept_by_code() -> bool {
    std::env::var_os(RECOVERY_CODE_VARIABLE).is_some_and(|code| !code.is_empty())
}

fn print_code(house: &House) -> Result<Outcome, Failure> {
    let vault = if is_kept_by_code() {
        house.vault()?
    } else {
        keychain(house)?
    };
    let code = recovery_code(&vault)?.ok_or_else(|| {
        Failure::new("there is no ledger key yet").hint("it is made with the first submission")
    })?;
    print(&code)
}

/// Prints a code, and knows that it is out: the key may go then.
fn print(code: &RecoveryCode) -> Result<Outcome, Failure> {
    let mut output = io::stdout().lock();
    writeln!(output, "{}", &*code.expose_text())
        .and_then(|()| output.flush())
        .map_err(|error| Failure::new(format!("failed to print the recovery code: {error}")))?;
    eprintln!("whoever has this code and the ledger can read it: keep it apart from this computer");
    Ok(Outcome::Done)
}

fn restore(house: &House, replace: bool) -> Result<Outcome, Failure> {
    let vault = keychain(house)?;
    let typed = ask::secret("Recovery code")?;
    let code = RecoveryCode::parse(&typed).map_err(|error| Failure::of(&error))?;
    require_code_fits(&house.folders()?, &code)?;
    match vault.recovery_code()? {
        Some(other) if replace && other != code => {
            // On paper before it is gone from the keychain: nothing in between can lose it.
            eprintln!("the keychain has another key; this is its recovery code:");
            print(&other)?;
            vault.exchange_ledger_key(&code, &other)?;
        }
        _ => vault.restore_ledger_key(&code).map_err(not_restored)?,
    }
    eprintln!("the ledger's key is in the keychain again");
    Ok(Outcome::Done)
}

fn not_restored(error: VaultError) -> Failure {
    if error.is_other_key() {
        return Failure::of(&error)
            .hint("`--replace` puts this one in its place and prints the other's recovery code");
    }
    error.into()
}

/// What setting aside means, said before it is agreed to.
const SET_ASIDE: &str = "\
set the ledger aside if it cannot be opened, and begin a new one? It is kept under another name. What
it holds is not in the new one: users that were sent before do not count as sent any more, and open
submissions are not followed. Task IDs stay in receipts.jsonl";

fn set_aside(house: &House, yes: bool) -> Result<Outcome, Failure> {
    let folders = house.folders()?;
    if let Some(error) = house
        .vault()?
        .why_session_only()
        .filter(|_| !is_kept_by_code())
    {
        return Err(no_keychain(
            error,
            "the ledger is not opened at all, so nothing was set aside",
        ));
    }
    if !yes && !ask::confirm(SET_ASIDE)? {
        eprintln!("nothing was set aside");
        return Ok(Outcome::Nothing);
    }
    match set_ledger_aside(&folders)? {
        Some(aside) => {
            eprintln!("the ledger is kept as {}", aside.display());
            eprintln!(
                "a new one begins with the next command; receipts.jsonl beside it has the task IDs"
            );
        }
        None => eprintln!("the ledger can be opened and is sound: it stays where it is"),
    }
    Ok(Outcome::Done)
}
