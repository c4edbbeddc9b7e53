//! What happened to every user of every submission, in one encrypted file.
