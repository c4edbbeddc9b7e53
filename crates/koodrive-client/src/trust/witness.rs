//! Seeing a certificate go by, without a say in whether it is trusted.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use x509_cert::Certificate;
use x509_cert::der::Decode;

/// Keeps the last certificate a server has shown.
#[derive(Debug, Default)]
pub(crate) struct Witness(Mutex<Option<SeenCertificate>>);

/// What a certificate says about itself, trusted or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SeenCertificate {
    /// Who issued it (RFC 4514); `None` when it cannot be read.
    pub(crate) issuer: Option<String>,
    /// Whether it names itself as its issuer.
    pub(crate) is_self_signed: bool,
}

impl Witness {
    pub(crate) fn seen(&self) -> Option<SeenCertificate> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn see(&self, certificate: &CertificateDer<'_>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(SeenCertificate::read(certificate));
    }
}

impl SeenCertificate {
    fn read(der: &CertificateDer<'_>) -> Self {
        match Certificate::from_der(der) {
            Ok(certificate) => {
                let (issuer, subject) = (
                    certificate.tbs_certificate().issuer(),
                    certificate.tbs_certificate().subject(),
                );
                Self {
                    issuer: Some(issuer.to_string()),
                    is_self_signed: issuer == subject,
                }
            }
            Err(_) => Self {
                issuer: None,
                is_self_signed: false,
            },
        }
    }
}

/// A verifier that is looked at while it works. Its decisions are its own.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) verifier: Verifier,
    pub(super) witness: Arc<Witness>,
}

impl ServerCertVerifier for Watched {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.witness.see(end_entity);
        self.verifier
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}
