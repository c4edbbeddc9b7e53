//! Any bytes as a file: the content decides what it is taken for.

#![no_main]

use fuzz_targets::read_and_look;
use libfuzzer_sys::fuzz_target;
use roster::ReadOptions;

fuzz_target!(|bytes: &[u8]| read_and_look(bytes, &ReadOptions::default()));
