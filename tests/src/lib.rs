//! Tests of the whole program: terminal, window, crash, faults, corpus.
