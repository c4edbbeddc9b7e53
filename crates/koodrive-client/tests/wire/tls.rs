//! Certificates made in the test, and what is thought of them.

use std::sync::Arc;

use koodrive_client::{
    Client, ClientSettings, ExtraCa, ExtraCaError, NotProcessedKind, TlsFault, Verdict,
};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

use crate::server::{Server, success};
use crate::setup::{create, not_processed, settings};

/// A private CA.
pub(crate) struct Ca(CertifiedIssuer<'static, KeyPair>);

impl Ca {
    pub(crate) fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(crate) fn extra(&self) -> Vec<ExtraCa> {
        ExtraCa::read(self.0.pem().as_bytes()).unwrap()
    }

    pub(crate) fn acceptor(&self, name: &str) -> TlsAcceptor {
        self.acceptor_for(&CertificateParams::new([name.to_owned()]).unwrap())
    }

    fn acceptor_for(&self, params: &CertificateParams) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

fn client(server: &Server, ca: &Ca) -> Client {
    let endpoint = format!("https://localhost:{}", server.address.port());
    Client::new(ClientSettings {
        extra_ca: ca.extra(),
        ..settings(&endpoint)
    })
    .unwrap()
}

async fn fault(server: &Server, ca: &Ca) -> TlsFault {
    let answer = create(&client(server, ca)).await;
    assert!(
        answer.verdict.stops_everything(),
        "the next batch would fail in the same way"
    );
    match not_processed(answer) {
        NotProcessedKind::Tls(fault) => fault,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_private_ca_is_unknown_until_it_is_given() {
    let (ca, stranger) = (Ca::new("Corp CA"), Ca::new("Another CA"));
    let server = Server::tls([success()], ca.acceptor("localhost")).await;
    assert_eq!(fault(&server, &stranger).await, TlsFault::UnknownIssuer);
    let renewed = Ca::new("Corp CA");
    assert_eq!(
        fault(&server, &renewed).await,
        TlsFault::UnknownIssuer,
        "the same name is not the same CA"
    );
    assert!(
        server.requests().is_empty(),
        "nothing was sent to a server that is not trusted"
    );
    let verdict = create(&client(&server, &ca)).await.verdict;
    assert!(matches!(verdict, Verdict::Accepted(_)), "{verdict:?}");
}

#[tokio::test]
async fn a_certificate_for_another_host() {
    let ca = Ca::new("Corp CA");
    let server = Server::tls([success()], ca.acceptor("other.example")).await;
    assert_eq!(fault(&server, &ca).await, TlsFault::WrongName);
}

#[tokio::test]
async fn a_certificate_out_of_its_time() {
    let ca = Ca::new("Corp CA");
    let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    params.not_after = date_time_ymd(2020, 1, 1);
    let expired = Server::tls([success()], ca.acceptor_for(&params)).await;
    assert_eq!(fault(&expired, &ca).await, TlsFault::Expired);
    params.not_before = date_time_ymd(3000, 1, 1);
    params.not_after = date_time_ymd(3001, 1, 1);
    let early = Server::tls([success()], ca.acceptor_for(&params)).await;
    assert_eq!(fault(&early, &ca).await, TlsFault::NotYetValid);
}

#[tokio::test]
async fn a_port_that_does_not_speak_tls() {
    let port = plain_server().await;
    let client = Client::new(settings(&format!("https://127.0.0.1:{port}"))).unwrap();
    assert_eq!(
        not_processed(create(&client).await),
        NotProcessedKind::Tls(TlsFault::NotTls)
    );
}

async fn plain_server() -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
        std::future::pending::<()>().await;
    });
    port
}

#[test]
fn a_ca_file_is_read_in_both_forms_and_nothing_else_is() {
    let ca = Ca::new("Corp CA");
    let pem = format!("Bag Attributes\n{0}{0}", ca.0.pem());
    assert_eq!(ExtraCa::read(pem.as_bytes()).unwrap().len(), 2);
    assert_eq!(ExtraCa::read(ca.0.der()).unwrap().len(), 1);
    let key = ca.0.key().serialize_pem();
    assert_eq!(
        ExtraCa::read(key.as_bytes()).unwrap_err(),
        ExtraCaError::NoCertificate
    );
    assert_eq!(
        ExtraCa::read(b"hello").unwrap_err(),
        ExtraCaError::NotACertificate
    );
    assert_eq!(
        ExtraCa::read(b"").unwrap_err(),
        ExtraCaError::NotACertificate
    );
    assert_eq!(
        ExtraCa::read(b"-----BEGIN CERTIFICATE-----\n!!\n").unwrap_err(),
        ExtraCaError::BadPem
    );
}
