//! Access keys and the ledger's key in the operating system's keychain; connections in a file a person can read.
