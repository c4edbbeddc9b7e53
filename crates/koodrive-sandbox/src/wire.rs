//! A connection that can be cut from within the handling of its request.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

/// The means to cut a connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line(Arc<Shears>);

#[derive(Debug, Default)]
struct Shears {
    cut: Notify,
    reset: AtomicBool,
}

impl Line {
    /// Closes the connection; what was not sent is not sent.
    pub(crate) fn cut(&self) {
        self.0.cut.notify_one();
    }

    /// Closes the connection with a reset (RST), as a crashed server's machine answers.
    pub(crate) fn reset(&self) {
        self.0.reset.store(true, Ordering::Relaxed);
        self.cut();
    }

    /// Waits until the connection is to be cut.
    pub(crate) async fn when_cut(&self) {
        self.0.cut.notified().await;
    }
}

/// The socket of a [`Line`].
pub(crate) struct Wire {
    stream: TcpStream,
    line: Line,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, line: Line) -> Self {
        Self { stream, line }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.line.0.reset.load(Ordering::Relaxed) {
            // Where it is refused, the connection closes the ordinary way: just as dead.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
