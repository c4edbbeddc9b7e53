//! A local stand-in for the KooDrive provisioning service, for practice and for tests.
