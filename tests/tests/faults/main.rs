//! Everything that can go wrong between a submission and the service.
//!
//! A row of a table injects one fault into a submission of two batches of two users, run by the
//! terminal program as a person runs it. What must be true is checked for each row: where the
//! batches are, how many requests the service saw, that no user was sent twice and none is lost.
//! What the terminal says, and what the window shows in each language, is kept in a snapshot, to be
//! read by a person when it changes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod asking;
mod clock;
mod connecting;
mod create;
mod doctor;
mod query;
mod scene;
mod screen;
mod surroundings;
mod words;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use scene::Row;

/// Rows that are played at once: most of their time is waiting.
const AT_ONCE: usize = 8;

/// Plays all rows, and gives what the program said of each, in the table's order.
fn play(rows: &[Row]) -> String {
    let next = AtomicUsize::new(0);
    let said: Mutex<Vec<Option<String>>> = Mutex::new(vec![None; rows.len()]);
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((place, row)) = take(rows, &next) {
                    let words = row.play();
                    said.lock().unwrap()[place] = Some(words);
                }
            });
        }
    });
    let said = said.into_inner().unwrap();
    said.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn take<'a>(rows: &'a [Row], next: &AtomicUsize) -> Option<(usize, &'a Row)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    rows.get(place).map(|row| (place, row))
}
