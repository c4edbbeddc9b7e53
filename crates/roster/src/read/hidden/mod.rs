//! What a workbook hides: rows, columns, cells merged into others, formulas without a result, and how numbers are seen.
//!
//! The readers of the cells do not tell, so the parts are looked through once more, beside them. Hidden rows are read
//! like all others; a person is told of them. Whatever cannot be understood here hides nothing: if it matters, the reader
//! of the cells has its say.

mod biff;
mod formulas;
mod ods;
mod ods_cells;
mod ooxml;
mod tags;
mod xlsb;
mod xlsx;

use std::ops::RangeInclusive;

use super::origin::{Input, Origin};
use super::remarks::Remarks;
use super::source::Format;
pub(super) use ods::check as check_ods;
pub(super) use tags::Tags;

/// What a sheet hides; rows and columns from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) rows: Vec<RangeInclusive<u32>>,
    pub(super) columns: Vec<RangeInclusive<u32>>,
    /// Cells that were merged into one, each group counted once.
    pub(super) merged: usize,
    /// What is to be said about single cells.
    pub(super) remarks: Remarks,
}

/// Looks what the sheet at `index` hides, counting every sheet of the workbook.
pub(super) fn find(origin: &Origin, format: Format, index: usize) -> Hidden {
    let Ok(input) = origin.open() else {
        return Hidden::default();
    };
    look(input, format, index).unwrap_or_default()
}

fn look(input: Input, format: Format, index: usize) -> Option<Hidden> {
    match format {
        Format::Xlsx => xlsx::look(input, index),
        Format::Xlsb => xlsb::look(input, index),
        Format::Ods => ods::look(input, index),
        Format::Xls => biff::look(input, index),
        Format::Delimited => None,
    }
}
