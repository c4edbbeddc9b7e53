//! The shape of a sheet: where its header row is, where its users begin, and which lines only close it or repeat its header.

mod header;
mod repeats;
mod totals;

pub(crate) use header::{Header, header, is_data, is_name, roster_likeness};
pub(crate) use repeats::find_repeats;
pub(crate) use totals::find_totals;
