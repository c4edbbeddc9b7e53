//! Whose certificates are believed: the operating system's CAs, and those a person adds.

mod witness;

use std::fmt;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;

use crate::Endpoint;
use witness::Watched;
pub(crate) use witness::{SeenCertificate, Witness};

/// One CA certificate from a file of the company's, for networks where TLS is inspected.
#[derive(Clone, PartialEq, Eq)]
pub struct ExtraCa(CertificateDer<'static>);

impl ExtraCa {
    /// Reads all certificates of a file, in PEM or in DER.
    ///
    /// # Errors
    /// When there is none, or one cannot be used as a CA.
    pub fn read(file: &[u8]) -> Result<Vec<Self>, ExtraCaError> {
        let certificates = if file.starts_with(b"-----BEGIN") || contains(file, b"\n-----BEGIN") {
            CertificateDer::pem_slice_iter(file)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|_| ExtraCaError::BadPem)?
        } else {
            vec![CertificateDer::from(file.to_vec())]
        };
        if certificates.is_empty() {
            return Err(ExtraCaError::NoCertificate);
        }
        certificates.into_iter().map(Self::checked).collect()
    }

    fn checked(certificate: CertificateDer<'static>) -> Result<Self, ExtraCaError> {
        let mut roots = rustls::RootCertStore::empty();
        roots
            .add(certificate.clone())
            .map_err(|_| ExtraCaError::NotACertificate)?;
        Ok(Self(certificate))
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

impl fmt::Debug for ExtraCa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExtraCa({} bytes)", self.0.len())
    }
}

/// Why a file holds no CA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtraCaError {
    /// The text around a certificate is damaged.
    #[error("the file looks like PEM but cannot be read")]
    BadPem,
    /// A PEM file of something else, such as a private key.
    #[error("there is no certificate in the file")]
    NoCertificate,
    /// Neither PEM nor a certificate in DER.
    #[error("the file is not a certificate")]
    NotACertificate,
}

/// How this client does TLS. Plain `http` needs no CAs, and must work on a machine that has none.
pub(crate) fn tls_config(
    endpoint: &Endpoint,
    extra: &[ExtraCa],
    witness: Option<Arc<Witness>>,
) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()?;
    let mut config = if endpoint.is_https() {
        let verifier = watched(verifier(extra, provider)?, witness);
        builder
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth()
    } else {
        builder
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth()
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The operating system's verifier, which is the only reason for `dangerous()` above: that is rustls' name for the place
/// where verifiers other than its own are put in.
fn verifier(extra: &[ExtraCa], provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
    if extra.is_empty() {
        return Verifier::new(provider);
    }
    Verifier::new_with_extra_roots(
        extra.iter().map(|ExtraCa(certificate)| certificate.clone()),
        provider,
    )
}

fn watched(verifier: Verifier, witness: Option<Arc<Witness>>) -> Arc<dyn ServerCertVerifier> {
    match witness {
        Some(witness) => Arc::new(Watched { verifier, witness }),
        None => Arc::new(verifier),
    }
}
