//! The listening port, which can be closed and opened again.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::watch;

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1024;

/// The port. Closed, it stays ours: a socket is bound to it that does not listen, so the system
/// refuses connections and gives the port to nobody else.
pub(crate) struct Door {
    address: SocketAddr,
    runtime: Handle,
    state: Mutex<State>,
    /// Counts the closings, so that idle connections can end.
    closings: watch::Sender<u64>,
}

struct State {
    leaf: Leaf,
    waiting: Option<Waker>,
}

enum Leaf {
    Open(TcpListener),
    /// Connections stand, made by the system, and nobody takes them.
    Stalled(TcpListener),
    Closed(TcpSocket),
    /// The port could not be bound again; only a new attempt can open it.
    Lost,
    /// Closed for good, and the port given back.
    Shut,
}

impl Door {
    /// Binds 127.0.0.1 and listens. Must be called within a Tokio runtime.
    pub(crate) fn open_at(port: u16) -> io::Result<Self> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        // A port that somebody chose may be in use, which must be told. One that the system chooses is
        // ours alone, and shared with the socket that holds it while the door is closed.
        let socket = bind(address, if port == 0 { Hold::Shared } else { Hold::Alone })?;
        let listener = socket.listen(BACKLOG)?;
        Ok(Self {
            address: listener.local_addr()?,
            runtime: Handle::current(),
            state: Mutex::new(State {
                leaf: Leaf::Open(listener),
                waiting: None,
            }),
            closings: watch::Sender::new(0),
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Refuses connections from now on, and lets idle ones end.
    pub(crate) fn close(&self) {
        let mut state = self.state();
        if let Leaf::Open(_) | Leaf::Stalled(_) = state.leaf {
            let holder = bind(self.address, Hold::Shared);
            // Where the listener does not share its port, it must be gone before the port can be bound.
            state.leaf = Leaf::Lost;
            if let Ok(socket) = holder.or_else(|_| bind(self.address, Hold::Alone)) {
                state.leaf = Leaf::Closed(socket);
            }
        }
        drop(state);
        self.closings.send_modify(|count| *count += 1);
    }

    /// Leaves new connections standing without a word from now on.
    pub(crate) fn stall(&self) -> io::Result<()> {
        self.open()?;
        let mut state = self.state();
        if let Leaf::Open(listener) = std::mem::replace(&mut state.leaf, Leaf::Lost) {
            state.leaf = Leaf::Stalled(listener);
        }
        Ok(())
    }

    /// Accepts connections again, those that stood waiting first.
    pub(crate) fn open(&self) -> io::Result<()> {
        let _context = self.runtime.enter();
        let mut state = self.state();
        let listener = match std::mem::replace(&mut state.leaf, Leaf::Lost) {
            Leaf::Open(listener) | Leaf::Stalled(listener) => listener,
            Leaf::Closed(socket) => socket.listen(BACKLOG)?,
            Leaf::Lost => bind(self.address, Hold::Alone)?.listen(BACKLOG)?,
            Leaf::Shut => {
                state.leaf = Leaf::Shut;
                return Ok(());
            }
        };
        state.leaf = Leaf::Open(listener);
        if let Some(waker) = state.waiting.take() {
            waker.wake();
        }
        Ok(())
    }

    /// Gives the port back. Nothing opens this door again.
    pub(crate) fn shut(&self) {
        self.state().leaf = Leaf::Shut;
    }

    pub(crate) fn closings(&self) -> watch::Receiver<u64> {
        self.closings.subscribe()
    }

    /// The next connection; while the door is closed there is none.
    pub(crate) async fn accept(&self) -> io::Result<TcpStream> {
        std::future::poll_fn(|cx| self.poll_accept(cx)).await
    }

    fn poll_accept(&self, cx: &mut Context<'_>) -> Poll<io::Result<TcpStream>> {
        let mut state = self.state();
        state.waiting = Some(cx.waker().clone());
        match &state.leaf {
            Leaf::Open(listener) => listener.poll_accept(cx).map_ok(|(stream, _from)| stream),
            Leaf::Stalled(_) | Leaf::Closed(_) | Leaf::Lost | Leaf::Shut => Poll::Pending,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whom a port is held with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// Nobody.
    Alone,
    /// Other sockets of this door: at no moment is the port free for another program.
    Shared,
}

fn bind(address: SocketAddr, hold: Hold) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    // On Windows these options mean something else: that others may take the port.
    #[cfg(unix)]
    {
        socket.set_reuseaddr(true)?;
        socket.set_reuseport(hold == Hold::Shared)?;
    }
    #[cfg(not(unix))]
    if hold == Hold::Shared && address.port() != 0 {
        return Err(io::ErrorKind::AddrInUse.into());
    }
    socket.bind(address)?;
    Ok(socket)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(door: &Door) -> bool {
        let reply = std::net::TcpStream::connect(door.address());
        reply.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused)
    }

    /// Another program that wants a port of its own in the middle of a closing does not get this one.
    #[cfg(unix)]
    #[tokio::test]
    async fn a_door_that_closes_keeps_its_port_at_every_moment() {
        let door = Door::open_at(0).unwrap();
        let address = door.address();
        let thief = std::thread::spawn(move || {
            for attempt in 0..2000 {
                let taken = TcpSocket::new_v4().unwrap().bind(address);
                assert!(taken.is_err(), "the port was free at attempt {attempt}");
            }
        });
        while !thief.is_finished() {
            door.close();
            assert!(refused(&door));
            door.open().unwrap();
            assert!(!refused(&door));
        }
        thief.join().unwrap();
    }

    #[tokio::test]
    async fn a_chosen_port_that_is_in_use_is_told() {
        let door = Door::open_at(0).unwrap();
        let again = Door::open_at(door.address().port());
        assert_eq!(again.err().unwrap().kind(), io::ErrorKind::AddrInUse);
    }

    #[tokio::test]
    async fn a_shut_door_stays_shut() {
        let door = Door::open_at(0).unwrap();
        door.close();
        door.open().unwrap();
        assert!(!refused(&door));
        door.shut();
        assert!(refused(&door));
        door.open().unwrap();
        door.stall().unwrap();
        door.close();
        assert!(refused(&door));
        assert!(
            std::net::TcpListener::bind(door.address()).is_ok(),
            "given back"
        );
    }
}
