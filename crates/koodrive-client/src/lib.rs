//! KooDrive's batch provisioning API: its words, its two signatures, its client.
