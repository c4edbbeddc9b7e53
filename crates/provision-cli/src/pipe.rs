//! A reader that has read enough, as `head` does, ends this program without a word, but never while it sends.

use std::io::Write as _;

/// What a shell says of a program that SIGPIPE ended: 128 and the signal's number.
const ENDED_BY_PIPE: i32 = 141;

/// What the systems call a pipe that nobody reads: EPIPE, `ERROR_BROKEN_PIPE`, `ERROR_NO_DATA`.
const BROKEN: [&str; 3] = ["(os error 32)", "(os error 109)", "(os error 232)"];

/// Ends the program quietly when its output is read no more. Rust ignores SIGPIPE, so that `println!` panics instead.
///
/// While batches are on their way nothing may end it, or their answers would be lost: what is told then goes through
/// [`data`] and [`talk`].
pub(crate) fn end_quietly_when_broken() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str().is_some_and(is_broken_pipe) {
            std::process::exit(ENDED_BY_PIPE);
        }
        usual(panic);
    }));
}

/// Prints a line to standard output, or to nobody when it is read no more.
pub(crate) fn data(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The same to standard error.
pub(crate) fn talk(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn is_broken_pipe(message: &str) -> bool {
    message.starts_with("failed printing to std") && BROKEN.iter().any(|it| message.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::is_broken_pipe;

    #[test]
    fn only_a_pipe_without_a_reader_is_no_error() {
        for (message, wanted) in [
            ("failed printing to stdout: Broken pipe (os error 32)", true),
            ("failed printing to stderr: Broken pipe (os error 32)", true),
            (
                "failed printing to stdout: No space left on device (os error 28)",
                false,
            ),
            ("index out of bounds (os error 32)", false),
        ] {
            assert_eq!(is_broken_pipe(message), wanted, "{message}");
        }
    }
}
