//! Certificates made in the test: of a site with a CA of its own, of a company that inspects TLS.

use koodrive_sandbox::TlsIdentity;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

/// A certificate authority that no system knows.
#[derive(Debug)]
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    /// One of this name.
    ///
    /// # Panics
    /// When there is no randomness for a key.
    pub fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names are good names");
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, key());
        Self(issuer.expect("a fresh key signs"))
    }

    /// Its own certificate, as a person would get it in a file.
    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for this host, with its key.
    ///
    /// # Panics
    /// When the host cannot stand in a certificate.
    pub fn identity(&self, host: &str) -> TlsIdentity {
        let key = key();
        let params = CertificateParams::new([host.to_owned()]).expect("a host's name");
        let certificate = params.signed_by(&key, &self.0).expect("a fresh key signs");
        TlsIdentity::from_pem(&certificate.pem(), &key.serialize_pem())
            .expect("they belong together")
    }
}

fn key() -> KeyPair {
    KeyPair::generate().expect("there is randomness")
}
