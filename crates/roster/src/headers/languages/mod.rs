//! The table of header names, one file per language.
//!
//! Names are written as people write them; [`super::table`] folds them once. A name that means different things in two
//! languages stands in one of them only, with the meaning that covers both.

mod arabic;
mod chinese;
mod czech;
mod dutch;
mod english;
mod french;
mod german;
mod greek;
mod hebrew;
mod hindi;
mod hungarian;
mod indonesian;
mod italian;
mod japanese;
mod korean;
mod machine;
mod nordic;
mod persian;
mod polish;
mod portuguese;
mod romanian;
mod russian;
mod spanish;
mod thai;
mod turkish;
mod vietnamese;

use super::meaning::Meaning;

/// Names with their common meaning, `|` between them.
pub(super) type Terms = &'static [(Meaning, &'static str)];

/// Every language's names.
pub(super) const ALL: [(&str, Terms); 26] = [
    ("machine", machine::TERMS),
    ("English", english::TERMS),
    ("Chinese", chinese::TERMS),
    ("Japanese", japanese::TERMS),
    ("Korean", korean::TERMS),
    ("Spanish", spanish::TERMS),
    ("Portuguese", portuguese::TERMS),
    ("French", french::TERMS),
    ("German", german::TERMS),
    ("Italian", italian::TERMS),
    ("Turkish", turkish::TERMS),
    ("Arabic", arabic::TERMS),
    ("Thai", thai::TERMS),
    ("Indonesian", indonesian::TERMS),
    ("Russian", russian::TERMS),
    ("Polish", polish::TERMS),
    ("Vietnamese", vietnamese::TERMS),
    ("Dutch", dutch::TERMS),
    ("Nordic", nordic::TERMS),
    ("Czech", czech::TERMS),
    ("Hungarian", hungarian::TERMS),
    ("Romanian", romanian::TERMS),
    ("Greek", greek::TERMS),
    ("Hebrew", hebrew::TERMS),
    ("Persian", persian::TERMS),
    ("Hindi", hindi::TERMS),
];
