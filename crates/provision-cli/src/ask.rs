//! Questions to a person.

use std::io::{self, BufRead, IsTerminal, Write};

use provisioning::Keys;
use rpassword::prompt_password;

use crate::failure::Failure;

/// Asks a question to which only `y` or `yes` is a yes. The end of the input is a no.
pub(crate) fn confirm(question: &str) -> Result<bool, Failure> {
    eprint!("{question} [y/N] ");
    io::stderr().flush()?;
    let answer = line()?.to_lowercase();
    Ok(answer == "y" || answer == "yes")
}

/// Asks to type a word, for what cannot be taken back.
pub(crate) fn confirm_by_typing(question: &str, word: &str) -> Result<bool, Failure> {
    eprint!("{question}\ntype `{word}` to go on: ");
    io::stderr().flush()?;
    Ok(line()? == word)
}

fn line() -> Result<String, Failure> {
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}

/// Asks for something that must not be seen; read from standard input where that is no terminal.
pub(crate) fn secret(question: &str) -> Result<String, Failure> {
    if io::stdin().is_terminal() {
        Ok(prompt_password(format!("{question}: "))?)
    } else {
        line()
    }
}

/// Asks for a connection's keys, without echo.
pub(crate) fn keys() -> Result<Keys, Failure> {
    let access_key = secret("Access key (AK)")?;
    let secret_key = secret("Secret key (SK)")?;
    Ok(Keys {
        access_key,
        secret_key: secret_key.into(),
    })
}
