//! Leading zeros that a spreadsheet program took away.
//!
//! `0027188460901` typed into a number cell becomes `27188460901`. One cell cannot tell; the column and the default
//! country can.

use serde::Serialize;

use super::NumberingPlan;

/// Zeros that are missing before a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LostZeros {
    /// The `0` before a national number.
    One,
    /// The `00` before a calling code.
    Two,
}

impl LostZeros {
    /// What belongs in front: `0` or `00`.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::One => "0",
            Self::Two => "00",
        }
    }

    /// The cell with its zeros.
    pub fn restore(self, cell: &str) -> String {
        format!("{}{cell}", self.prefix())
    }
}

/// What speaks for lost zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Other cells of the column still have theirs.
    Column,
    /// Numbers of the default country are written with theirs.
    Country,
}

/// Counts, cell by cell, what a column's phones begin with.
#[derive(Debug, Clone, Default)]
pub struct ZeroEvidence {
    plain: u32,
    double_zero: u32,
}

impl ZeroEvidence {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at one phone cell as the sheet has it. Cells that are no phones do not count.
    pub fn observe(&mut self, cell: &str) {
        if cell.starts_with("00") {
            self.double_zero += 1;
        } else {
            self.plain += 1;
        }
    }

    /// Adds what was seen of another part of the same column.
    pub fn merge(&mut self, other: &Self) {
        self.plain += other.plain;
        self.double_zero += other.double_zero;
    }

    /// What the column and the plan's default country show, to be asked about each cell.
    pub fn conclude<'p>(&self, plan: &'p NumberingPlan) -> ZeroVerdict<'p> {
        ZeroVerdict {
            plan,
            two: self.double_zero > 0,
        }
    }
}

/// What a column showed about lost zeros.
#[derive(Debug, Clone)]
pub struct ZeroVerdict<'p> {
    plan: &'p NumberingPlan,
    two: bool,
}

impl ZeroVerdict<'_> {
    /// Whether any cell can be suspected at all; when not, [`suspect`](Self::suspect) need not be asked.
    pub fn suspects_any(&self) -> bool {
        self.two || self.plan.default_country().is_some()
    }

    /// The zeros this cell seems to have lost, and what shows it. `None` for a cell that begins with `0` or `+`.
    pub fn suspect(&self, cell: &str) -> Option<(LostZeros, Reason)> {
        (self.two && !cell.starts_with(['0', '+'])).then_some((LostZeros::Two, Reason::Column))
    }
}
