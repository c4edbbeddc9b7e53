//! The project's habits as code: `cargo xtask run`, `test`, `bench`, `tidy`.
//!
//! It uses the standard library alone, so that the first thing anybody types builds in seconds.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a terminal program talks to the terminal"
)]

mod bench;
mod check;
mod fuzz;
mod packages;
mod run;
mod shell;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  run     build, start the practice service, and take a sample sheet to its task IDs:
          in the window where there is a display, in the terminal where there is none
  test    every check there is: format, lints, tests, screens; ends with `N passed, N failed`
  bench   the benchmarks, each beside what it is measured against
  fuzz    everything that reads what others wrote; [target …] [seconds]
  tidy    the rules that lints cannot say

  --terminal   (run) use the terminal even where there is a display
  --quick      (test) leave out the fuzzing, and tell the tests that they may leave out what takes long
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let outcome = match arguments.first().map(String::as_str) {
        Some("run") => run::run(has("--terminal")),
        Some("test") => return test::test(has("--quick")),
        Some("bench") => bench::bench(&arguments[1..]),
        Some("fuzz") => fuzz::fuzz(&arguments[1..]),
        Some("tidy") => tidy::report(),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
