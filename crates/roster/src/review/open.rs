//! Opening a roster: read, find the header, map, check.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::early::{Early, Feed, Queue};
use super::journal::Journal;
use super::table::{RowSet, Rows, Table};
use super::{Counts, Roster};
use crate::Field;
use crate::check::{EarlierPhones, Outcome, Rules};
use crate::fields::name::ToldOrder;
use crate::headers;
use crate::mapping::{ColumnMapping, SAMPLE, propose};
use crate::read::{self, Origin, ReadError, ReadOptions};
use crate::sheet::Sheet;
use crate::structure::{Header, find_repeats, find_totals, header};

impl Roster {
    /// Opens a file of any format; its content decides, not its name.
    ///
    /// # Errors
    /// [`ReadError`] when it cannot be read as a sheet. Bad rows are no error: they are what the roster is there to show.
    pub fn open(
        path: impl AsRef<Path>,
        options: &ReadOptions,
        rules: Rules,
    ) -> Result<Self, ReadError> {
        Self::from_origin(Origin::File(path.as_ref().to_owned()), options, rules)
    }

    /// Reads content that is already in memory: rows pasted from a spreadsheet program, or a whole file. `name` is what
    /// it is to be called.
    ///
    /// # Errors
    /// The same as [`open`](Self::open).
    pub fn read(
        name: &str,
        bytes: &[u8],
        options: &ReadOptions,
        rules: Rules,
    ) -> Result<Self, ReadError> {
        Self::from_origin(
            Origin::Bytes {
                name: name.to_owned(),
                bytes: Arc::from(bytes),
            },
            options,
            rules,
        )
    }

    /// Reads the same content with other options. What was edited is not carried over.
    ///
    /// # Errors
    /// The same as [`open`](Self::open); the roster stays as it is.
    pub fn reread(&mut self, options: &ReadOptions) -> Result<(), ReadError> {
        let mut fresh = Self::from_origin(self.origin.clone(), options, self.rules.clone())?;
        fresh.earlier = std::mem::take(&mut self.earlier);
        fresh.check();
        *self = fresh;
        Ok(())
    }

    pub(super) fn from_origin(
        origin: Origin,
        options: &ReadOptions,
        rules: Rules,
    ) -> Result<Self, ReadError> {
        let plan = rules.plan();
        let (feed, blocks) = std::sync::mpsc::channel();
        let queue = Queue::new(blocks, options.header, &rules, &plan);
        let (source, sheet) = std::thread::scope(|scope| {
            let checker = scope.spawn(|| queue.work());
            let read = read::read(&origin, options, &mut Feed(feed));
            queue.work();
            match checker.join() {
                Ok(()) => read,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })?;
        let early = queue.finish(&sheet);
        let (header, mapping) = if let Some(early) = &early {
            (early.header, early.mapping.clone())
        } else {
            let header = header(&sheet, options.header)?;
            (header, propose(&sheet, header))
        };
        let rows = Rows {
            first: header.first_user.min(sheet.len()),
            end: sheet.len(),
            left_out: RowSet::default(),
        };
        let orders = told_orders(&sheet, header);
        let table = Table::new(sheet).below(orders);
        let mut roster = Self {
            origin,
            options: options.clone(),
            source,
            header,
            totals: Vec::new(),
            repeats: Vec::new(),
            table,
            mapping: ColumnMapping::default(),
            proposed: ColumnMapping::default(),
            plan,
            rules,
            earlier: EarlierPhones::default(),
            rows,
            outcome: Outcome::default(),
            counts: Counts::default(),
            journal: Journal::default(),
            rules_changed: 0,
            fingerprint: OnceLock::new(),
        };
        roster.propose(mapping, early);
        Ok(roster)
    }

    /// Begins with a mapping: nothing is done yet that could be undone. `early` are the checks that were made of it while reading.
    pub(super) fn propose(&mut self, mapping: ColumnMapping, early: Option<Early>) {
        let sheet = &self.table.sheet;
        self.totals = find_totals(sheet, self.rows.first, &mapping);
        self.repeats = find_repeats(sheet, self.header, mapping.column(Field::Phone));
        let no_users = self.totals.iter().chain(&self.repeats);
        self.rows.left_out = no_users.copied().collect();
        self.proposed = mapping.clone();
        self.mapping = mapping;
        match early {
            Some(early) => {
                let tagger = early.tagger.clone();
                let parts = early.into_parts();
                self.outcome = Outcome::of(&self.subject(), &self.rows, parts, &tagger);
                self.counts = Counts::of(self);
            }
            None => self.check(),
        }
    }
}

/// For each column, what its header says about the order of names.
pub(super) fn told_orders(sheet: &Sheet, header: Header) -> Arc<[ToldOrder]> {
    let names = header.row.into_iter().flat_map(|row| sheet.row(row));
    let told = sheet.columns.iter().zip(names).map(|(column, name)| {
        if !headers::says_surname_first(name.text) {
            return ToldOrder::Untold;
        }
        let looked_at = header.first_user.saturating_add(SAMPLE);
        let rows = header.first_user..looked_at.min(sheet.len());
        ToldOrder::surname_first_above(rows.map(|row| column.cell(row).text))
    });
    told.collect()
}
