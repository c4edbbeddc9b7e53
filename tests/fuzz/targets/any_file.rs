//! Any bytes as a file: the content decides what it is taken for.

#![no_main]

use fuzz_targets::{let_panics_unwind, read_and_look};
use libfuzzer_sys::fuzz_target;
use roster::ReadOptions;

fuzz_target!(init: let_panics_unwind(), |bytes: &[u8]| read_and_look(bytes, &ReadOptions::default()));
