//! What the sheet targets share: reading a sheet and walking everything a screen would show of it.

#![cfg(feature = "fuzz")]
#![expect(clippy::print_stderr, reason = "a fuzzer talks to the terminal")]

use roster::{ReadOptions, Roster, Rules};

/// Lets a panic unwind to whoever catches it. libFuzzer's own hook ends the process at once, but a
/// panic in the library below is part of how a damaged workbook is refused; one that nobody catches
/// ends the process all the same, when it reaches libFuzzer.
pub fn let_panics_unwind() {
    std::panic::set_hook(Box::new(|panic| {
        let from_below = panic
            .location()
            .is_some_and(|it| it.file().contains("/calamine-"));
        if !from_below {
            eprintln!("{panic}");
        }
    }));
}

/// Reads what was made up and looks at every row. Whatever it is, it is read or refused; it never
/// panics, hangs or eats the memory.
pub fn read_and_look(bytes: &[u8], options: &ReadOptions) {
    let Ok(roster) = Roster::read("fuzzed", bytes, options, Rules::default()) else {
        return;
    };
    let counts = roster.counts();
    let rows = roster
        .all_rows()
        .inspect(|row| row.problems.iter().for_each(|it| drop(it.message())));
    assert_eq!(
        rows.count(),
        counts.rows,
        "every row is there to be looked at"
    );
    assert_eq!(
        roster.users().count(),
        counts.ready,
        "every ready row is a user"
    );
    assert_eq!(
        counts.rows,
        counts.ready + counts.errors + counts.left_out,
        "no row is lost"
    );
}
