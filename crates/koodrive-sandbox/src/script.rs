//! A body that is sent step by step.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use hyper::body::Frame;

use crate::wire::Line;

/// A step of a body. Whenever the body has nothing to give, the connection flushes what it has,
/// so what was sent before a wait, a hold or a cut arrives.
pub(crate) enum Step {
    /// These bytes.
    Send(Bytes),
    /// This many spaces.
    Pad(u64),
    /// Nothing, for a while.
    Wait(Duration),
    /// Nothing, ever.
    Hold,
    /// The connection is cut.
    Cut(Line),
}

/// A body made of steps.
pub(crate) struct Script {
    steps: VecDeque<Step>,
    waiting: Option<Pin<Box<tokio::time::Sleep>>>,
}

static SPACES: [u8; 64 * 1024] = [b' '; 64 * 1024];

impl Script {
    pub(crate) fn body(steps: impl IntoIterator<Item = Step>) -> Body {
        Body::new(Self {
            steps: steps.into_iter().collect(),
            waiting: None,
        })
    }

    /// Sends a piece of the padding and leaves the rest for the next turn.
    fn pad(&mut self, left: u64) -> Bytes {
        let all = Bytes::from_static(&SPACES);
        let piece = match usize::try_from(left) {
            Ok(left) if left < all.len() => all.slice(..left),
            _ => all,
        };
        self.steps.push_front(Step::Pad(left - piece.len() as u64));
        piece
    }

    fn poll_wait(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(sleep) = &mut self.waiting {
            std::task::ready!(sleep.as_mut().poll(cx));
            self.waiting = None;
        }
        Poll::Ready(())
    }
}

impl hyper::body::Body for Script {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        loop {
            std::task::ready!(self.poll_wait(cx));
            match self.steps.pop_front() {
                None => return Poll::Ready(None),
                Some(Step::Send(bytes)) => return Poll::Ready(Some(Ok(Frame::data(bytes)))),
                Some(Step::Pad(0)) => {}
                Some(Step::Pad(left)) => return Poll::Ready(Some(Ok(Frame::data(self.pad(left))))),
                Some(Step::Wait(time)) => self.waiting = Some(Box::pin(tokio::time::sleep(time))),
                Some(Step::Hold) => {
                    self.steps.push_front(Step::Hold);
                    return Poll::Pending;
                }
                Some(Step::Cut(line)) => {
                    line.cut();
                    self.steps.push_front(Step::Hold);
                }
            }
        }
    }
}
