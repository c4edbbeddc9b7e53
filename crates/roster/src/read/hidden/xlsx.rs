//! What an xlsx workbook hides (ECMA-376 part 1, 18.3.1.13 `col`, 18.3.1.73 `row`, 18.3.1.55 `mergeCells`).

use std::io::Read;

use super::ooxml::Package;
use super::tags::{Tag, Tags};
use super::{Hidden, formulas};
use crate::read::origin::Input;

pub(super) fn look(input: Input, index: usize) -> Option<Hidden> {
    let mut package = Package::open(input)?;
    let id = relation_of(&mut Tags::new(package.part("workbook.xml")?), index)?;
    let part = package.related(RELATIONS, &id)?;
    let mut hidden = Hidden::default();
    let mut has_formulas = false;
    let mut tags = Tags::near(part, &["hidden", "mergeCell", "<f", ":f>"]);
    while let Some(tag) = tags.next().ok()? {
        note(tag, &mut hidden);
        has_formulas |= tag.name() == b"f";
    }
    drop(tags);
    if has_formulas {
        let recalculates = recalculates(&mut Tags::new(package.part("workbook.xml")?));
        let part = package.related(RELATIONS, &id)?;
        formulas::note_without_result(part, recalculates, &mut hidden.remarks);
    }
    Some(hidden)
}

const RELATIONS: &str = "workbook.xml.rels";

/// Whether the workbook asks to be calculated when it is opened (18.2.2 `calcPr`).
fn recalculates<R: Read>(tags: &mut Tags<R>) -> bool {
    while let Ok(Some(tag)) = tags.next() {
        if tag.name() == b"calcPr" {
            return tag.is_true(b"fullCalcOnLoad");
        }
    }
    false
}

fn relation_of<R: Read>(tags: &mut Tags<R>, index: usize) -> Option<Vec<u8>> {
    let mut sheets = 0;
    loop {
        let tag = tags.next().ok()??;
        if tag.name() == b"sheet" {
            if sheets == index {
                return tag.attribute(b"id").map(<[u8]>::to_vec);
            }
            sheets += 1;
        }
    }
}

fn note(tag: Tag<'_>, hidden: &mut Hidden) {
    match tag.name() {
        b"row" if tag.is_true(b"hidden") => {
            if let Some(row) = tag.number(b"r").and_then(|number| number.checked_sub(1)) {
                hidden.rows.push(row..=row);
            }
        }
        b"col" if tag.is_true(b"hidden") => {
            if let (Some(first @ 1..), Some(last)) = (tag.number(b"min"), tag.number(b"max")) {
                hidden.columns.push(first - 1..=last.saturating_sub(1));
            }
        }
        b"mergeCell" => hidden.merged += 1,
        _ => {}
    }
}
