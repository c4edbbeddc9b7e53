//! A caller that signs, and a wire that hides nothing: blocking sockets, raw bytes.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use koodrive_sandbox::{Sandbox, SandboxSettings};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(crate) const CREATE: &str = "/koodrive/ose/v1/user/batchRegister/create";
pub(crate) const QUERY: &str = "/koodrive/ose/v1/user/batchRegister/get";

/// Long enough for a busy machine to answer.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn sandbox(settings: SandboxSettings) -> Sandbox {
    Sandbox::spawn_thread(settings).unwrap()
}

/// What came back over the wire.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|why| panic!("{why} in {}", String::from_utf8_lossy(&self.body)))
    }

    /// The task ID of a create that went well.
    pub(crate) fn task_id(&self) -> String {
        assert_eq!(self.status, 200, "{}", self.text());
        let answer = self.json();
        assert_eq!(answer["code"], 0, "{answer}");
        answer["data"].as_str().unwrap().to_owned()
    }
}

/// How an exchange ended that brought no whole reply.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// Connecting was refused.
    Refused,
    /// The connection was closed after these bytes.
    Closed(Vec<u8>),
    /// The connection was reset.
    Reset,
    /// Nothing more came after these bytes.
    Silent(Vec<u8>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    App,
    Gateway,
}

/// Signs requests; every part can be falsified before they are sent.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) port: u16,
    pub(crate) scheme: Scheme,
    pub(crate) user_id: String,
    pub(crate) access_key: String,
    pub(crate) secret_key: String,
    pub(crate) trace_id: Option<String>,
    /// The caller's clock, in seconds ahead of this machine's.
    pub(crate) clock: i64,
    pub(crate) content_type: String,
    /// How long to wait for bytes.
    pub(crate) patience: Duration,
}

impl Caller {
    pub(crate) fn of(sandbox: &Sandbox) -> Self {
        Self {
            port: sandbox.port(),
            scheme: Scheme::App,
            user_id: sandbox.user_id().to_owned(),
            access_key: sandbox.access_key().to_owned(),
            secret_key: sandbox.secret_key().to_owned(),
            trace_id: Some("t".repeat(58)),
            // The service refuses the future, and the two clocks are read one after the other.
            clock: -1,
            content_type: "application/json".to_owned(),
            patience: PATIENCE,
        }
    }

    /// A caller that gives up soon, to whom silence is what is expected.
    pub(crate) fn impatient(sandbox: &Sandbox) -> Self {
        Self {
            patience: Duration::from_millis(300),
            ..Self::of(sandbox)
        }
    }

    pub(crate) fn create(&self, phones: &[&str]) -> Result<Reply, Broken> {
        self.create_with(&batch(phones))
    }

    pub(crate) fn create_with(&self, body: &Value) -> Result<Reply, Broken> {
        self.exchange("POST", CREATE, "", body.to_string().as_bytes())
    }

    pub(crate) fn query(&self, query: &str) -> Result<Reply, Broken> {
        self.exchange("GET", QUERY, query, b"")
    }

    /// The whole `data` of a task, on one page.
    pub(crate) fn results(&self, task_id: &str) -> Value {
        let reply = self.query(&format!("taskId={task_id}")).unwrap();
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()["data"].take()
    }

    /// One request on a connection of its own.
    pub(crate) fn exchange(
        &self,
        method: &str,
        path: &str,
        query: &str,
        body: &[u8],
    ) -> Result<Reply, Broken> {
        let request = self.request(method, path, query, body);
        send(self.port, &request, self.patience)
    }

    /// The request's bytes.
    pub(crate) fn request(&self, method: &str, path: &str, query: &str, body: &[u8]) -> Vec<u8> {
        let mut headers = self.signed(method, path, query, body);
        headers.push(("Content-Type".to_owned(), self.content_type.clone()));
        headers.push(("Content-Length".to_owned(), body.len().to_string()));
        headers.push(("Connection".to_owned(), "close".to_owned()));
        if let Some(trace_id) = &self.trace_id {
            headers.push(("X-Traceid".to_owned(), trace_id.clone()));
        }
        let question = if query.is_empty() { "" } else { "?" };
        let lines: Vec<String> = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let lines = lines.concat();
        let head = format!("{method} {path}{question}{query} HTTP/1.1\r\n{lines}\r\n");
        [head.as_bytes(), body].concat()
    }

    /// The signed headers and `Authorization`. Queries in these tests need no encoding and are
    /// given in sorted order.
    fn signed(&self, method: &str, path: &str, query: &str, body: &[u8]) -> Vec<(String, String)> {
        let date = (Utc::now() + TimeDelta::seconds(self.clock)).format("%Y%m%dT%H%M%SZ");
        let mut headers = vec![
            ("Host".to_owned(), format!("127.0.0.1:{}", self.port)),
            ("X-Date".to_owned(), date.to_string()),
        ];
        if self.scheme == Scheme::Gateway {
            headers.push(("X-Sdk-Date".to_owned(), date.to_string()));
        }
        headers.push(("X-User-Id".to_owned(), self.user_id.clone()));
        let names: Vec<String> = headers.iter().map(|(n, _)| n.to_lowercase()).collect();
        let names = names.join(";");
        let lines: Vec<String> = headers
            .iter()
            .map(|(name, value)| format!("{}:{value}\n", name.to_lowercase()))
            .collect();
        let canonical = format!(
            "{method}\n{path}/\n{query}\n{}\n{names}\n{}",
            lines.concat(),
            sha256(body)
        );
        let hash = sha256(canonical.as_bytes());
        let authorization = match self.scheme {
            Scheme::App => format!(
                "HMAC-SHA256 AppId={},SignedHeaders={names},Signature={}",
                self.access_key,
                self.hmac(&format!("HMAC-SHA256\n{hash}"))
            ),
            Scheme::Gateway => format!(
                "SDK-HMAC-SHA256 Access={}, SignedHeaders={names}, Signature={}",
                self.access_key,
                self.hmac(&format!("SDK-HMAC-SHA256\n{date}\n{hash}"))
            ),
        };
        headers.push(("Authorization".to_owned(), authorization));
        headers
    }

    fn hmac(&self, text: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret_key.as_bytes()).unwrap();
        mac.update(text.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// A batch of users that will all be registered.
pub(crate) fn batch(phones: &[&str]) -> Value {
    let user = |phone: &&str| json!({"firstname": "Ann", "phone": phone});
    json!({"userList": phones.iter().map(user).collect::<Vec<_>>()})
}

/// An unsigned request to the sandbox's own paths.
pub(crate) fn control(port: u16, method: &str, path: &str, body: &str) -> Reply {
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    );
    send(port, request.as_bytes(), PATIENCE).unwrap()
}

/// Sends bytes on a new connection and reads what comes until it is closed.
pub(crate) fn send(port: u16, request: &[u8], patience: Duration) -> Result<Reply, Broken> {
    let mut stream = match TcpStream::connect(("127.0.0.1", port)) {
        Ok(stream) => stream,
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => return Err(Broken::Refused),
        Err(error) => panic!("{error}"),
    };
    stream.set_read_timeout(Some(patience)).unwrap();
    // A server that does not read may close first; what it said is still to be read.
    let _ = stream.write_all(request);
    let (bytes, end) = read_all(&mut stream);
    parse(bytes, end.as_ref())
}

/// Everything until the end, and what kind of error ended it.
pub(crate) fn read_all(stream: &mut impl Read) -> (Vec<u8>, Option<ErrorKind>) {
    let mut bytes = Vec::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return (bytes, None),
            Ok(n) => bytes.extend_from_slice(&piece[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return (bytes, Some(error.kind())),
        }
    }
}

/// A whole reply, or how it broke.
pub(crate) fn parse(bytes: Vec<u8>, end: Option<&ErrorKind>) -> Result<Reply, Broken> {
    match end {
        Some(ErrorKind::ConnectionReset | ErrorKind::BrokenPipe) => return Err(Broken::Reset),
        Some(ErrorKind::WouldBlock | ErrorKind::TimedOut) => return Err(Broken::Silent(bytes)),
        Some(kind) => panic!("{kind}"),
        None => {}
    }
    let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Err(Broken::Closed(bytes));
    };
    let head = String::from_utf8(bytes[..at].to_vec()).unwrap();
    let body = bytes[at + 4..].to_vec();
    let status = head[9..12].parse().unwrap();
    let reply = Reply { status, head, body };
    let whole = match reply.header("content-length") {
        Some(length) => length.parse() == Ok(reply.body.len()),
        None => true,
    };
    if let Some("chunked") = reply.header("transfer-encoding") {
        let body = unchunk(&reply.body).ok_or(Broken::Closed(bytes))?;
        return Ok(Reply { body, ..reply });
    }
    if whole {
        Ok(reply)
    } else {
        Err(Broken::Closed(bytes))
    }
}

/// RFC 9112, 7.1; `None` when the last chunk is missing.
fn unchunk(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let at = chunks.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(&chunks[..at]).ok()?;
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunks.get(at + 2..at + 2 + size)?);
        chunks = chunks.get(at + 2 + size + 2..)?;
    }
}

/// Waits for something that another thread is about to do.
pub(crate) fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "never came: {what}");
        std::thread::yield_now();
    }
}
