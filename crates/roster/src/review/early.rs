//! Checks the rows of a sheet while the next ones are read.

use std::sync::mpsc::{Receiver, Sender};

use super::Table;
use super::open::header;
use crate::Field;
use crate::check::{EarlierPhones, Part, Rules, Subject, Tagger};
use crate::mapping::{ColumnMapping, propose};
use crate::read::HeaderChoice;
use crate::sheet::{Sheet, Watch};
use crate::structure::Header;

/// What the reader tells.
pub(super) enum Message {
    Begin,
    Block(Sheet),
}

/// Hands on what is read. When nobody listens any more, the reader goes on alone.
pub(super) struct Feed(pub(super) Sender<Message>);

impl Watch for Feed {
    fn begin(&mut self) {
        let _ = self.0.send(Message::Begin);
    }

    fn block(&mut self, rows: Sheet) {
        let _ = self.0.send(Message::Block(rows));
    }
}

/// Checks made on the way, and under which header and mapping. The first block of rows decides both, since no more of a
/// sheet is looked at for them.
pub(super) struct Early {
    pub(super) header: Header,
    pub(super) mapping: ColumnMapping,
    pub(super) parts: Vec<Part>,
    tagger: Tagger,
}

/// Checks every block that comes, until the reader is done.
pub(super) fn check(
    blocks: &Receiver<Message>,
    choice: HeaderChoice,
    rules: &Rules,
) -> Option<Early> {
    let mut early: Option<Early> = None;
    for message in blocks {
        match (message, &mut early) {
            (Message::Begin, _) => early = None,
            (Message::Block(rows), None) => early = Early::begin(rows, choice, rules),
            (Message::Block(rows), Some(early)) => early.go_on(rows, 0, rules),
        }
    }
    early
}

impl Early {
    fn begin(rows: Sheet, choice: HeaderChoice, rules: &Rules) -> Option<Self> {
        let header = header(&rows, choice).ok()?;
        let mapping = propose(&rows, header);
        let mut early = Self {
            header,
            mapping,
            parts: Vec::new(),
            tagger: Tagger::default(),
        };
        early.go_on(rows, header.first_user, rules);
        Some(early)
    }

    fn go_on(&mut self, rows: Sheet, first: u32, rules: &Rules) {
        let rows = Table::new(rows);
        let subject = Subject {
            table: &rows,
            mapping: &self.mapping,
            columns: Field::ALL.map(|field| self.mapping.column(field)),
            rules,
            plan: &rules.plan(),
            earlier: &EarlierPhones::default(),
        };
        let end = rows.sheet.len();
        self.parts
            .push(Part::check(&subject, first.min(end)..end, &self.tagger));
    }
}
