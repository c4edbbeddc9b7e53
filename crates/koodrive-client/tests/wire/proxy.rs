//! A company's proxy between the client and the service.

use std::net::SocketAddr;

use koodrive_client::{
    Client, ClientSettings, ManualProxy, NotProcessedKind, Proxy, ProxyCredentials, ProxyFault,
    Verdict,
};
use tokio::io::{AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use crate::server::{Reply, Server, answer, read_request, success};
use crate::setup::{create, not_processed, settings};
use crate::tls::Ca;

/// To a host that only the proxy knows.
fn through(proxy: SocketAddr, credentials: Option<ProxyCredentials>) -> ClientSettings {
    let proxy = ManualProxy::parse(&proxy.to_string(), credentials).unwrap();
    ClientSettings {
        proxy: Proxy::Manual(proxy),
        ..settings("https://drive.example")
    }
}

async fn fault(reply: Reply) -> ProxyFault {
    let proxy = Server::new([reply]).await;
    let answer = create(&Client::new(through(proxy.address, None)).unwrap()).await;
    assert_eq!(proxy.requests().len(), 1);
    assert_eq!(
        proxy.requests()[0].line,
        "CONNECT drive.example:443 HTTP/1.1"
    );
    match not_processed(answer) {
        NotProcessedKind::Proxy(fault) => fault,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_proxy_that_wants_a_password() {
    let reply = Reply::Bytes(answer("407 Proxy Authentication Required", &[], ""));
    assert_eq!(fault(reply).await, ProxyFault::AuthenticationRequired);
}

#[tokio::test]
async fn a_proxy_that_refuses() {
    for status in ["403 Forbidden", "502 Bad Gateway", "503 Unavailable"] {
        assert_eq!(
            fault(Reply::Bytes(answer(status, &[], "<html>"))).await,
            ProxyFault::Refused,
            "{status}"
        );
    }
    assert_eq!(fault(Reply::Close).await, ProxyFault::Refused);
}

#[tokio::test]
async fn a_proxy_that_is_not_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone = listener.local_addr().unwrap();
    drop(listener);
    let answer = create(&Client::new(through(gone, None)).unwrap()).await;
    assert_eq!(
        not_processed(answer),
        NotProcessedKind::Proxy(ProxyFault::Unreachable)
    );
    let mut nowhere = through(gone, None);
    nowhere.proxy = Proxy::Manual(ManualProxy::parse("nonexistent.invalid:3128", None).unwrap());
    let answer = create(&Client::new(nowhere).unwrap()).await;
    assert_eq!(
        not_processed(answer),
        NotProcessedKind::Proxy(ProxyFault::Unreachable),
        "not the service's name"
    );
}

#[tokio::test]
async fn a_request_goes_through_with_the_password() {
    let ca = Ca::new("Corp CA");
    let service = Server::tls([success()], ca.acceptor("drive.example")).await;
    let proxy = tunnel_to(service.address, Some("Basic YW5hOmdlaGVpbQ==")).await;
    let credentials = ProxyCredentials::new("ana", "geheim");
    let settings = ClientSettings {
        extra_ca: ca.extra(),
        ..through(proxy, Some(credentials))
    };
    let verdict = create(&Client::new(settings).unwrap()).await.verdict;
    assert!(matches!(verdict, Verdict::Accepted(_)), "{verdict:?}");
    assert_eq!(service.requests()[0].header("host"), "drive.example");
}

/// A proxy that connects to one place, whatever it is asked for, if the credentials are right.
pub(crate) async fn tunnel_to(target: SocketAddr, credentials: Option<&'static str>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut inner, _) = listener.accept().await.unwrap();
        let request = read_request(0, &mut inner).await.unwrap();
        if let Some(credentials) = credentials {
            assert_eq!(request.header("proxy-authorization"), credentials);
        }
        inner
            .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
            .await
            .unwrap();
        let mut outer = TcpStream::connect(target).await.unwrap();
        let _ = copy_bidirectional(&mut inner, &mut outer).await;
    });
    address
}

#[tokio::test]
async fn loopback_is_never_asked_of_a_proxy() {
    let proxy = Server::new([success()]).await;
    let service = Server::new([success()]).await;
    let endpoint = settings(&format!("http://{}", service.address)).endpoint;
    let settings = ClientSettings {
        endpoint,
        ..through(proxy.address, None)
    };
    assert!(
        create(&Client::new(settings).unwrap())
            .await
            .verdict
            .accepted()
            .is_some()
    );
    assert!(proxy.requests().is_empty());
}
