//! HTTPS with a certificate made in the test.

use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use koodrive_sandbox::{Fault, FaultRule, Moment, Sandbox, SandboxSettings, TlsIdentity, When};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::support::{Broken, CREATE, Caller, Reply, batch, parse, read_all, sandbox};

/// A private authority and a sandbox it vouches for.
fn vouched() -> (CertificateDer<'static>, Sandbox) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let leaf = params.signed_by(&key, &authority).unwrap();
    let tls = TlsIdentity::from_pem(&leaf.pem(), &key.serialize_pem()).unwrap();
    let settings = SandboxSettings {
        tls: Some(tls),
        ..SandboxSettings::default()
    };
    (authority.der().clone(), sandbox(settings))
}

/// A create over TLS that trusts these authorities only.
fn create(sandbox: &Sandbox, trusted: &[CertificateDer<'static>]) -> Result<Reply, Broken> {
    let mut roots = RootCertStore::empty();
    for authority in trusted {
        roots.add(authority.clone()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = "127.0.0.1".try_into().unwrap();
    let session = ClientConnection::new(Arc::new(config), name).unwrap();
    let stream = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let mut stream = StreamOwned::new(session, stream);
    let body = batch(&["18800000001"]).to_string();
    let request = Caller::of(sandbox).request("POST", CREATE, "", body.as_bytes());
    if let Err(error) = stream.write_all(&request) {
        assert!(error.to_string().contains("UnknownIssuer"), "{error}");
        return Err(Broken::Refused);
    }
    let (bytes, end) = read_all(&mut stream);
    // A cut connection ends without TLS's own goodbye.
    let end = end.filter(|kind| *kind != std::io::ErrorKind::UnexpectedEof);
    parse(bytes, end.as_ref())
}

#[test]
fn it_serves_those_who_trust_its_authority() {
    let (authority, sandbox) = vouched();
    assert!(sandbox.endpoint().starts_with("https://127.0.0.1:"));
    create(&sandbox, &[authority]).unwrap().task_id();
    assert_eq!(create(&sandbox, &[]).unwrap_err(), Broken::Refused);
    assert_eq!(sandbox.requests().len(), 1, "the distrustful sent nothing");
}

#[test]
fn faults_work_over_tls_too() {
    let (authority, sandbox) = vouched();
    let moment = Moment::AfterProcessing;
    sandbox.inject(FaultRule::create(When::Nth(1), Fault::Cut { moment }));
    let cut = create(&sandbox, &[authority]).unwrap_err();
    assert_eq!(cut, Broken::Closed(vec![]));
    assert_eq!(sandbox.tasks().len(), 1);
}

#[test]
fn a_certificate_that_is_none_is_an_error() {
    let key = KeyPair::generate().unwrap();
    let other = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let error = TlsIdentity::from_pem("no PEM", "no PEM").unwrap_err();
    assert_eq!(
        error.to_string(),
        "failed to read a certificate or key as PEM"
    );
    let error = TlsIdentity::from_pem(&other.cert.pem(), &key.serialize_pem()).unwrap_err();
    assert_eq!(error.to_string(), "failed to use the certificate");
}
