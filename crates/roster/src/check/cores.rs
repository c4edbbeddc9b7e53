//! Work on many rows, on every core.

use std::ops::Range;

/// Fewer rows than this are not worth another thread.
const WORTH_A_THREAD: usize = 10_000;

/// Splits a range among the machine's cores and brings the results back in order.
pub(crate) fn in_parts<T: Send>(
    range: Range<usize>,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let cores = cores.min(range.len() / WORTH_A_THREAD);
    if cores < 2 {
        return vec![work(range)];
    }
    let size = range.len().div_ceil(cores);
    let part = |index: usize| {
        let start: usize = range.start + index * size;
        start.min(range.end)..range.end.min(start + size)
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
