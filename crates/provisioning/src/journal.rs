//! The ledger on a thread of its own.
//!
//! Disk syncs take milliseconds and block; requests must not wait behind them, nor the window. So
//! one thread owns the ledger and works off what it is handed, in order: the order in which things
//! were said is the order in which they are written.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use ledger::Ledger;
use tokio::sync::oneshot;

type Work = Box<dyn FnOnce(&mut Ledger) + Send>;

/// A handle on the ledger's thread; clones reach the same one. The ledger is closed when the last
/// is dropped.
#[derive(Clone)]
pub struct Journal {
    desk: Arc<Desk>,
}

struct Desk {
    work: Option<mpsc::Sender<Work>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Drop for Desk {
    /// Waits for the last work to be written, so that a closed program has closed its ledger.
    fn drop(&mut self) {
        self.work = None;
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            drop(thread.join());
        }
    }
}

/// The ledger's thread has ended early: nothing that was not yet answered can be taken as written.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error(
    "the ledger has stopped: restart the program, which then finds every batch as it was written"
)]
pub struct JournalStopped;

impl Journal {
    /// Gives the ledger a thread.
    ///
    /// # Panics
    /// When the operating system gives no thread, without which nothing can be recorded.
    pub fn start(mut ledger: Ledger) -> Self {
        let (work, desk) = mpsc::channel::<Work>();
        let thread = std::thread::Builder::new()
            .name("ledger".into())
            .spawn(move || {
                for work in desk {
                    work(&mut ledger);
                }
            })
            .expect("a program that has just started gets a thread");
        let desk = Desk {
            work: Some(work),
            thread: Mutex::new(Some(thread)),
        };
        Self {
            desk: Arc::new(desk),
        }
    }

    /// Does `work` on the ledger's thread; its answer comes when it is on disk.
    ///
    /// # Errors
    /// When the thread has ended, which only a defect in this program does.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger) -> T + Send + 'static,
    ) -> Result<T, JournalStopped> {
        let (answer, answered) = oneshot::channel();
        self.hand_over(Box::new(move |ledger| {
            // Whoever asked may have gone; what was asked is done all the same.
            drop(answer.send(work(ledger)));
        }))?;
        answered.await.map_err(|_| JournalStopped)
    }

    fn hand_over(&self, work: Work) -> Result<(), JournalStopped> {
        let sender = self.desk.work.as_ref().ok_or(JournalStopped)?;
        sender.send(work).map_err(|_| JournalStopped)
    }
}
