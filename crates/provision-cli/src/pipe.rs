//! A reader that has read enough, as `head` does, ends this program without a word.

/// What a shell says of a program that SIGPIPE ended: 128 and the signal's number.
const ENDED_BY_PIPE: i32 = 141;

/// What the systems call a pipe that nobody reads: EPIPE, `ERROR_BROKEN_PIPE`, `ERROR_NO_DATA`.
const BROKEN: [&str; 3] = ["(os error 32)", "(os error 109)", "(os error 232)"];

/// Ends the program quietly when its output is read no more. Rust ignores SIGPIPE, so that `println!` panics instead.
///
/// What was sent and answered is in the ledger by then: it is written before it is shown.
pub(crate) fn end_quietly_when_broken() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str().is_some_and(is_broken_pipe) {
            std::process::exit(ENDED_BY_PIPE);
        }
        usual(panic);
    }));
}

fn is_broken_pipe(message: &str) -> bool {
    message.starts_with("failed printing to stdout")
        && BROKEN.iter().any(|it| message.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::is_broken_pipe;

    #[test]
    fn only_a_pipe_without_a_reader_is_no_error() {
        for (message, wanted) in [
            ("failed printing to stdout: Broken pipe (os error 32)", true),
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
