//! Why a sandbox does not start.

use std::io;

use thiserror::Error;

/// Why a sandbox does not start.
#[derive(Debug, Error)]
pub enum SandboxError {
    /// The port cannot be had.
    #[error("failed to listen on 127.0.0.1:{port}")]
    Bind {
        /// The port asked for; 0 stands for any.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The system gives no random bytes, so no keys can be made.
    #[error("failed to make practice keys")]
    Random {
        /// What the system says.
        source: rand::rngs::SysError,
    },
    /// The certificate or the key is not PEM.
    #[cfg(feature = "tls")]
    #[error("failed to read a certificate or key as PEM")]
    Pem {
        /// What is wrong with it.
        source: rustls::pki_types::pem::Error,
    },
    /// The certificate and the key cannot be used, or not together.
    #[cfg(feature = "tls")]
    #[error("failed to use the certificate")]
    Certificate {
        /// What is wrong with it.
        source: rustls::Error,
    },
    /// The thread or its runtime cannot be made.
    #[error("failed to start the practice service's thread")]
    Runtime {
        /// What the system says.
        source: io::Error,
    },
}
