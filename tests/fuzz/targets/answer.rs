//! Any bytes as the body of an answer, with any status: it is judged, and nothing unclear is ever
//! called safe to send again.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (u16, &[u8])| koodrive_client::fuzz_answer(answer.0, answer.1));
