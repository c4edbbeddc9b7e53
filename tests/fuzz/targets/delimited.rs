//! Text in a chosen encoding with a chosen delimiter.

#![no_main]

use fuzz_targets::{let_panics_unwind, read_and_look};
use libfuzzer_sys::fuzz_target;
use roster::ReadOptions;
use roster::read::{Delimiter, TextEncoding};

fuzz_target!(init: let_panics_unwind(), |input: (u8, u8, &[u8])| {
    let (encoding, delimiter, bytes) = input;
    let pick = |place: u8, of: usize| usize::from(place) % (of + 1);
    let encodings = TextEncoding::choices();
    let options = ReadOptions {
        encoding: encodings.get(pick(encoding, encodings.len())).copied(),
        delimiter: Delimiter::ALL
            .get(pick(delimiter, Delimiter::ALL.len()))
            .copied(),
        ..ReadOptions::default()
    };
    read_and_look(bytes, &options);
});
