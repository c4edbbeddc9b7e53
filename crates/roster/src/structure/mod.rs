//! The shape of a sheet: where its header row is, where its users begin, and which lines only close it.

mod header;
mod totals;

pub(crate) use header::{Header, find_header, is_data, is_name, roster_likeness};
pub(crate) use totals::find_totals;
