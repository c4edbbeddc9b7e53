//! Drafts: the state of a review, to be taken up again later.

use std::fmt;
use std::hash::Hasher;

use serde::{Deserialize, Serialize};

use super::Roster;
use super::fix::{Draw, FixError};
use super::journal::{Change, Command, StepInfo, StepKind};
use crate::check::Rules;
use crate::fields::phone::Country;
use crate::mapping::ColumnMapping;
use crate::read::{Origin, ReadError, ReadOptions};

/// The state of a review: how the file is read, and every step since.
///
/// **Holds what was typed, passwords included**, so it may be stored only where it is encrypted; its `Debug` shows
/// nothing of it. The sheet itself is not in it: [`Roster::restore`] reads the file again and makes sure that it has not
/// changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    options: ReadOptions,
    rules: Rules,
    /// The mapping that was proposed when the file was read, which a later version might do differently.
    proposed: ColumnMapping,
    /// The fingerprint of the sheet.
    sheet: u64,
    done: Vec<Command>,
    /// The last one undone comes last.
    undone: Vec<Command>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("steps", &self.done.len())
            .finish_non_exhaustive()
    }
}

/// Why a draft cannot be taken up again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// The file cannot be read.
    #[error("the file of the draft cannot be read")]
    Read(#[from] ReadError),
    /// The file has other content than when the draft was made.
    #[error("the file has changed since the draft was made")]
    SheetChanged,
    /// A step of the draft cannot be done again.
    #[error("a step of the draft cannot be done again")]
    Step(#[from] FixError),
}

impl Roster {
    /// The state of the review, to be taken up later with [`restore`](Self::restore).
    ///
    /// The name warns: a draft holds the passwords that were typed or generated.
    pub fn expose_draft(&self) -> Draft {
        Draft {
            options: self.options.clone(),
            rules: self.rules.clone(),
            proposed: self.proposed.clone(),
            sheet: self.fingerprint(),
            done: self
                .journal
                .done
                .iter()
                .map(|step| step.command.clone())
                .collect(),
            undone: self
                .journal
                .undone
                .iter()
                .map(|step| step.command.clone())
                .collect(),
        }
    }

    /// Reads a file again and does every step of a draft.
    ///
    /// # Errors
    /// [`RestoreError`] when the file is gone, cannot be read or has changed.
    pub fn restore(path: impl AsRef<std::path::Path>, draft: &Draft) -> Result<Self, RestoreError> {
        Self::restore_from(Origin::File(path.as_ref().to_owned()), draft)
    }

    /// The same for content in memory; see [`Roster::read`].
    ///
    /// # Errors
    /// The same as [`restore`](Self::restore).
    pub fn restore_read(name: &str, bytes: &[u8], draft: &Draft) -> Result<Self, RestoreError> {
        Self::restore_from(
            Origin::Bytes {
                name: name.to_owned(),
                bytes: bytes.into(),
            },
            draft,
        )
    }

    fn restore_from(origin: Origin, draft: &Draft) -> Result<Self, RestoreError> {
        let mut roster = Self::from_origin(origin, &draft.options, draft.rules.clone())?;
        if roster.fingerprint() != draft.sheet {
            return Err(RestoreError::SheetChanged);
        }
        roster.propose(draft.proposed.clone(), None);
        for command in &draft.done {
            roster.execute(command)?;
        }
        // A command that has nothing to do is no step: what is undone again are the steps there are.
        let done = roster.journal.done.len();
        for command in draft.undone.iter().rev() {
            roster.execute(command)?;
        }
        while roster.journal.done.len() > done {
            roster.undo();
        }
        roster.at_home_in(draft.rules.default_country);
        Ok(roster)
    }

    /// Does a command again.
    fn execute(&mut self, command: &Command) -> Result<(), FixError> {
        match command {
            Command::Type(cells) => {
                self.type_over(cells.clone());
            }
            Command::LeaveOut(rows) => {
                let info = StepInfo {
                    kind: StepKind::LeaveOut,
                    changed: rows.len(),
                };
                self.take_step(command.clone(), info, vec![Change::Toggled(rows.clone())]);
            }
            Command::Map(mapping) => {
                self.set_mapping(mapping.clone());
            }
            Command::Fix { fix, scope, home } => {
                self.at_home_in(*home);
                self.apply(fix, scope)?;
            }
            Command::Passwords(drawn) => {
                self.set_passwords(&[], Draw::Drawn(drawn))?;
            }
        }
        Ok(())
    }

    fn at_home_in(&mut self, country: Option<Country>) {
        if self.rules.default_country != country {
            self.set_rules(Rules {
                default_country: country,
                ..self.rules.clone()
            });
        }
    }

    /// A number that changes when any cell of the sheet does.
    fn fingerprint(&self) -> u64 {
        *self.fingerprint.get_or_init(|| {
            let mut hasher = Fnv::default();
            for column in 0..self.table.sheet.width() {
                for row in 0..self.table.sheet.len() {
                    let text = self.table.sheet.cell(row, column).text;
                    hasher.write_usize(text.len());
                    hasher.write(text.as_bytes());
                }
            }
            hasher.finish()
        })
    }
}

/// FNV-1a, eight bytes at a time: stable across machines and versions, and fast enough for a whole sheet.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0 ^ u64::from_le_bytes(word))
                .wrapping_mul(0x0100_0000_01b3)
                .rotate_left(29);
        }
    }
}
