//! A server that does exactly what it is told, byte for byte.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// What the server does with one request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Reads it, writes these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// Reads it, writes these bytes and keeps the connection open.
    KeepOpen(Vec<u8>),
    /// Reads it, writes these bytes and says no more, without closing.
    Stall(Vec<u8>),
    /// Reads it and closes the connection.
    Close,
    /// Closes the connection without reading anything.
    CloseUnread,
    /// Takes the connection and reads nothing at all.
    ReadNothing,
    /// Reads it and writes zeros without end.
    Endless(Vec<u8>),
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) connection: usize,
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// The only header of this name.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(n, _)| n == name);
        let (_, value) = found.next().unwrap_or_else(|| panic!("no header {name}"));
        assert!(found.next().is_none(), "{name} comes twice");
        value
    }
}

#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Replies in this order; the last one is repeated.
    pub(crate) async fn new(replies: impl Into<Vec<Reply>>) -> Self {
        Self::start(replies.into(), None).await
    }

    pub(crate) async fn tls(replies: impl Into<Vec<Reply>>, acceptor: TlsAcceptor) -> Self {
        Self::start(replies.into(), Some(acceptor)).await
    }

    async fn start(replies: Vec<Reply>, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Self {
            address,
            seen: Arc::default(),
        };
        let script = Script {
            replies: Arc::new(Mutex::new(replies.into())),
            seen: server.seen.clone(),
        };
        tokio::spawn(async move {
            for connection in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(script.clone().connection(connection, stream, tls.clone()));
            }
        });
        server
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }
}

#[derive(Clone)]
struct Script {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Script {
    async fn connection(self, number: usize, stream: TcpStream, tls: Option<TlsAcceptor>) {
        match tls {
            // A client that does not trust the certificate ends the handshake; that is the test's point.
            Some(acceptor) => {
                if let Ok(stream) = acceptor.accept(stream).await {
                    self.serve(number, stream).await;
                }
            }
            None => self.serve(number, stream).await,
        }
    }

    async fn serve(self, number: usize, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        loop {
            let reply = self.next();
            match reply {
                Reply::CloseUnread => return,
                Reply::ReadNothing => return std::future::pending().await,
                _ => {}
            }
            let Some(request) = read_request(number, &mut stream).await else {
                return;
            };
            self.seen.lock().unwrap().push(request);
            if !perform(reply, &mut stream).await {
                return;
            }
        }
    }

    fn next(&self) -> Reply {
        let mut replies = self.replies.lock().unwrap();
        if replies.len() > 1 {
            replies.pop_front().unwrap()
        } else {
            replies[0].clone()
        }
    }
}

/// `false` when the connection is to be closed. Errors mean that the client went away.
async fn perform(reply: Reply, stream: &mut (impl AsyncWrite + Unpin)) -> bool {
    match reply {
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            false
        }
        Reply::KeepOpen(bytes) => stream.write_all(&bytes).await.is_ok(),
        Reply::Stall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            std::future::pending().await
        }
        Reply::Endless(bytes) => {
            let _ = stream.write_all(&bytes).await;
            while stream.write_all(&[b'0'; 16 * 1024]).await.is_ok() {}
            false
        }
        Reply::Close | Reply::CloseUnread | Reply::ReadNothing => false,
    }
}

/// `None` when the client closed the connection first.
pub(crate) async fn read_request(
    connection: usize,
    stream: &mut (impl AsyncRead + Unpin),
) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut body = bytes.split_off(end + 4);
    let mut lines = head.split("\r\n").map(str::to_owned);
    let line = lines.next().unwrap();
    let headers: Vec<_> = lines
        .map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_lowercase(), value.to_owned())
        })
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Request {
        connection,
        line,
        headers,
        body,
    })
}

/// A whole answer with the right length.
pub(crate) fn answer(status: &str, headers: &[&str], body: &str) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len());
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    format!("{head}\r\n{body}").into_bytes()
}

pub(crate) const SUCCESS: &str = r#"{"data":"1893596414966089600","code":0,"msg":"Success"}"#;

pub(crate) fn success() -> Reply {
    Reply::Bytes(answer("200 OK", &[], SUCCESS))
}
