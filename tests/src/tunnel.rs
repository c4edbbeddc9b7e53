//! A proxy as companies have them: it connects, after a password if it wants one, to one place
//! whatever it was asked for. What stands at that place may show a certificate of the company's.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A proxy that runs until the test's process ends.
#[derive(Clone, Debug)]
pub struct Tunnel {
    address: SocketAddr,
    let_through: Arc<AtomicUsize>,
}

impl Tunnel {
    /// One that leads to this port of this machine; with credentials, only for those who have them
    /// (`user:password` in Base64).
    ///
    /// # Panics
    /// When there is no port for it.
    pub fn to(port: u16, credentials: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let tunnel = Self {
            address: listener.local_addr().expect("it is bound"),
            let_through: Arc::default(),
        };
        let let_through = Arc::clone(&tunnel.let_through);
        thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                let let_through = Arc::clone(&let_through);
                thread::spawn(move || {
                    // A caller that goes away in the middle is the caller's own affair.
                    let _ = serve(caller, port, credentials, &let_through);
                });
            }
        });
        tunnel
    }

    /// Its address, as it is typed in.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections it has let through.
    pub fn let_through(&self) -> usize {
        self.let_through.load(Ordering::Relaxed)
    }
}

fn serve(
    mut caller: TcpStream,
    port: u16,
    credentials: Option<&str>,
    let_through: &AtomicUsize,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(caller.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    let wanted = credentials.map(|credentials| format!("proxy-authorization: basic {credentials}"));
    let is_welcome =
        wanted.is_none_or(|wanted| head.to_lowercase().contains(&wanted.to_lowercase()));
    if !is_welcome {
        let refused = "HTTP/1.1 407 Proxy Authentication Required\r\n\
                       proxy-authenticate: Basic realm=\"corp\"\r\ncontent-length: 0\r\n\r\n";
        return caller.write_all(refused.as_bytes());
    }
    let_through.fetch_add(1, Ordering::Relaxed);
    caller.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    let there = TcpStream::connect(("127.0.0.1", port))?;
    let (from, to) = (there.try_clone()?, caller.try_clone()?);
    let back = thread::spawn(move || pass(from, to));
    pass(reader.into_inner(), there);
    let _ = back.join();
    Ok(())
}

/// Bytes go on in one direction until one side is done.
fn pass(mut from: TcpStream, mut to: TcpStream) {
    let mut piece = [0; 16 * 1024];
    while let Ok(read) = from.read(&mut piece) {
        if read == 0 || to.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
