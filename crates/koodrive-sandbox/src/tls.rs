//! HTTPS with a certificate of the caller's.

use std::fmt;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::SandboxError;
use crate::wire::Wire;

/// A certificate chain and its private key.
#[derive(Clone)]
pub struct TlsIdentity {
    config: Arc<ServerConfig>,
}

impl TlsIdentity {
    /// Reads the chain, leaf first, and the key from PEM.
    ///
    /// # Errors
    /// [`SandboxError::Pem`] when one of them is not PEM, [`SandboxError::Certificate`] when they
    /// do not belong together.
    pub fn from_pem(certificates: &str, private_key: &str) -> Result<Self, SandboxError> {
        let chain: Result<Vec<CertificateDer>, _> =
            CertificateDer::pem_slice_iter(certificates.as_bytes()).collect();
        let chain = chain.map_err(|source| SandboxError::Pem { source })?;
        let key = PrivateKeyDer::from_pem_slice(private_key.as_bytes())
            .map_err(|source| SandboxError::Pem { source })?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|source| SandboxError::Certificate { source })?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(|source| SandboxError::Certificate { source })?;
        Ok(Self {
            config: Arc::new(config),
        })
    }

    pub(crate) async fn accept(&self, wire: Wire) -> std::io::Result<TlsStream<Wire>> {
        TlsAcceptor::from(Arc::clone(&self.config))
            .accept(wire)
            .await
    }
}

impl fmt::Debug for TlsIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsIdentity").finish_non_exhaustive()
    }
}
