//! Checks the rows of a sheet while the next ones are read, and on every core once all are read.

use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Table;
use super::open::told_orders;
use crate::check::{EarlierPhones, Part, Rules, Subject, Tagger};
use crate::fields::name::ToldOrder;
use crate::fields::phone::NumberingPlan;
use crate::mapping::{self, ColumnMapping, propose};
use crate::read::HeaderChoice;
use crate::sheet::{Sheet, Watch};
use crate::structure::{Header, header};

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

/// Blocks of rows that wait to be checked, by whoever has time.
pub(super) struct Queue<'a> {
    blocks: Mutex<Blocks>,
    choice: HeaderChoice,
    rules: &'a Rules,
    plan: &'a NumberingPlan,
    earlier: EarlierPhones,
}

struct Blocks {
    from: Receiver<Message>,
    /// What the first block decided; nothing when it could not.
    early: Option<Arc<Early>>,
    /// Blocks taken since reading began.
    taken: usize,
}

/// Checks made on the way, and under which header and mapping.
pub(super) struct Early {
    pub(super) header: Header,
    pub(super) mapping: ColumnMapping,
    /// Of each column.
    told: Arc<[ToldOrder]>,
    /// Rows of the first block, which decided both.
    rows: u32,
    pub(super) tagger: Tagger,
    /// The parts that are checked, each with the number of its block.
    parts: Mutex<Vec<(usize, Part)>>,
}

impl<'a> Queue<'a> {
    pub(super) fn new(
        from: Receiver<Message>,
        choice: HeaderChoice,
        rules: &'a Rules,
        plan: &'a NumberingPlan,
    ) -> Self {
        Self {
            blocks: Mutex::new(Blocks {
                from,
                early: None,
                taken: 0,
            }),
            choice,
            rules,
            plan,
            earlier: EarlierPhones::default(),
        }
    }

    /// Checks block after block, until the reader is done and none is left.
    pub(super) fn work(&self) {
        loop {
            let mut blocks = lock(&self.blocks);
            let Ok(message) = blocks.from.recv() else {
                return;
            };
            let task = blocks.take(message, self.choice);
            drop(blocks);
            if let Some(task) = task {
                self.check(task);
            }
        }
    }

    fn check(&self, Task { early, place, rows }: Task) {
        let first = if place == 0 {
            early.header.first_user
        } else {
            0
        };
        let end = rows.len();
        let table = Table::new(rows).below(Arc::clone(&early.told));
        let subject = Subject::new(&table, &early.mapping, self.rules, self.plan, &self.earlier);
        let part = Part::check(&subject, first.min(end)..end, &early.tagger);
        lock(&early.parts).push((place, part));
    }

    /// What was found, when it holds for the whole sheet that was read.
    pub(super) fn finish(self, sheet: &Sheet) -> Option<Early> {
        let blocks = self
            .blocks
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let early = Arc::into_inner(blocks.early?)?;
        let looked_at = early.header.first_user.saturating_add(mapping::SAMPLE);
        (early.rows >= looked_at.min(sheet.len())).then_some(early)
    }
}

/// A block to be checked.
struct Task {
    early: Arc<Early>,
    place: usize,
    rows: Sheet,
}

impl Blocks {
    fn take(&mut self, message: Message, choice: HeaderChoice) -> Option<Task> {
        let rows = match message {
            Message::Begin => {
                (self.early, self.taken) = (None, 0);
                return None;
            }
            Message::Block(rows) => rows,
        };
        let place = self.taken;
        self.taken += 1;
        if place == 0 {
            self.early = Early::begin(&rows, choice).map(Arc::new);
        }
        let early = Arc::clone(self.early.as_ref()?);
        Some(Task { early, place, rows })
    }
}

impl Early {
    fn begin(rows: &Sheet, choice: HeaderChoice) -> Option<Self> {
        let header = header(rows, choice).ok()?;
        Some(Self {
            header,
            mapping: propose(rows, header),
            told: told_orders(rows, header),
            rows: rows.len(),
            tagger: Tagger::default(),
            parts: Mutex::default(),
        })
    }

    /// The parts in the order of their rows.
    pub(super) fn into_parts(self) -> Vec<Part> {
        let mut parts = self
            .parts
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        parts.sort_unstable_by_key(|&(place, _)| place);
        parts.into_iter().map(|(_, part)| part).collect()
    }
}

/// Nobody panics while holding a lock, and if somebody did, the panic would be passed on when its thread is joined.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
