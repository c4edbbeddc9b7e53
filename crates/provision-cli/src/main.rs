//! `koodrive-provision`: the same job for scripts, servers and people who like a terminal.
//!
//! Data goes to standard output, talk to standard error; what a program should read is JSON.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a terminal program talks to the terminal"
)]

mod arguments;
mod ask;
mod check;
mod connections;
mod doctor;
mod earlier;
mod failure;
mod house;
mod notices;
mod pipe;
mod practice;
mod progress;
mod records;
mod reports;
mod results;
mod settle;
mod sheet;
mod signing;
mod strays;
mod submissions;
mod submit;
mod support;
mod template;
mod vault;
mod words;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::{Failure, Outcome};

fn main() -> ExitCode {
    pipe::end_quietly_when_broken();
    let arguments = Arguments::parse();
    let house = house::House::new(arguments.home);
    match run(&house, arguments.command) {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            eprintln!("{failure}");
            failure.exit_code()
        }
    }
}

fn run(house: &house::House, command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Practice(arguments) => practice::serve(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Template(arguments) => template::write(house, &arguments),
        Command::Submit(arguments) => submit::submit(house, &arguments),
        Command::Connections(command) => connections::run(house, command),
        Command::Submissions(json) => submissions::list(house, json),
        Command::Show(arguments) => submissions::show(house, &arguments),
        Command::Resume(arguments) => submit::resume(house, &arguments),
        Command::Settle(arguments) => settle::settle(house, &arguments),
        Command::Report(arguments) => reports::report(house, &arguments),
        Command::Handover(arguments) => reports::handover(house, &arguments),
        Command::Search(arguments) => submissions::search(house, &arguments),
        Command::Forget(arguments) => submissions::forget(house, &arguments),
        Command::SupportBundle(arguments) => support::run(house, &arguments),
        Command::Vault(command) => vault::run(house, &command),
    }
}
