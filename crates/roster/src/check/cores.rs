//! Work on many rows, on every core.

use std::ops::Range;

use crate::sheet::BLOCK;

/// Fewer rows than this are not worth another thread.
const WORTH_A_THREAD: usize = 10_000;

/// Splits a range among the machine's cores and brings the results back in order.
pub(crate) fn in_parts<T: Send>(
    range: Range<usize>,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    split(range, 1, work)
}

/// The same for rows, where each part begins with a block of the sheet.
#[expect(
    clippy::cast_possible_truncation,
    reason = "there are no more rows than a `u32` counts"
)]
pub(crate) fn in_blocks<T: Send>(
    rows: Range<u32>,
    work: impl Fn(Range<u32>) -> T + Sync,
) -> Vec<T> {
    let places = rows.start as usize..rows.end as usize;
    split(places, BLOCK as usize, |part| {
        work(part.start as u32..part.end as u32)
    })
}

/// Does two things about so many rows, at the same time where there are two cores and enough rows.
pub(crate) fn both<A, B: Send>(
    rows: usize,
    first: impl FnOnce() -> A,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    if cores_for(rows) < 2 {
        return (first(), second());
    }
    std::thread::scope(|scope| {
        let second = scope.spawn(second);
        let first = first();
        match second.join() {
            Ok(second) => (first, second),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// How many cores are worth it for so many rows.
fn cores_for(rows: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    cores.min(rows / WORTH_A_THREAD)
}

/// Every part but the last has a multiple of `unit`.
fn split<T: Send>(
    range: Range<usize>,
    unit: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let cores = cores_for(range.len());
    if cores < 2 {
        return vec![work(range)];
    }
    let size = range.len().div_ceil(cores).next_multiple_of(unit);
    let part = |index: usize| {
        let start = range.end.min(range.start + index * size);
        start..range.end.min(start + size)
    };
    std::thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = (1..cores)
            .map(part)
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        let first = work(part(0));
        let rest = others.into_iter().map(|thread| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        std::iter::once(first).chain(rest).collect()
    })
}
