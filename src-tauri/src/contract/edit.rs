//! Edits: what a person does in the grid.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::review::{EditHistory, Field, Tally, ViewRequest};

/// One cell's new text.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "edit.ts")]
pub struct CellEdit {
    /// The row's key.
    pub key: u32,
    /// The field.
    pub field: Field,
    /// Its new text.
    pub text: String,
}

/// A block of cells in a view.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "edit.ts")]
pub struct CellBlock {
    /// The view that the block is in.
    pub view: ViewRequest,
    /// Its first row's place in the view, from 0.
    pub start: u32,
    /// How many rows.
    pub rows: u32,
    /// Its first field.
    pub field: Field,
    /// How many fields, in the order first name, surname, phone, e-mail, password.
    pub fields: u32,
}

/// Rows to leave out or take in again.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(export_to = "edit.ts")]
pub enum RowChoice {
    /// These rows, by key.
    Rows {
        /// Their keys.
        keys: Vec<u32>,
    },
    /// A block's rows.
    Block {
        /// The view that they are in.
        view: ViewRequest,
        /// The first row's place in the view, from 0.
        start: u32,
        /// How many.
        rows: u32,
    },
    /// Every row of a view.
    View {
        /// The view.
        view: ViewRequest,
    },
}

/// What an edit, a fix, an undo or a redo made of the review.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "edit.ts")]
pub struct ReviewChange {
    /// The review's new revision.
    pub revision: u32,
    /// Rows that were changed.
    pub rows: u32,
    /// The new counts.
    pub tally: Tally,
    /// What can be undone and redone now.
    pub history: EditHistory,
}
