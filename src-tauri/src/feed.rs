//! What the window is told without having asked.

use std::sync::{Arc, Mutex, PoisonError};

use tauri::ipc::Channel;

use crate::contract::app::AppEvent;
use crate::contract::submission::UnwrittenAnswer;

/// Where it is told; clones tell the same window.
#[derive(Clone, Default)]
pub(crate) struct Feed {
    ear: Arc<Mutex<Ear>>,
}

#[derive(Default)]
struct Ear {
    channel: Option<Channel<AppEvent>>,
    /// Told before anybody listened: a file that the program was started with.
    unheard: Vec<AppEvent>,
    /// The answers in memory that were told of last. A window that was loaded again hears of them
    /// without a look into the ledger.
    unwritten: Vec<UnwrittenAnswer>,
}

impl Feed {
    /// From now on this channel is told; what nobody has heard yet comes first.
    pub(crate) fn listen(&self, channel: Channel<AppEvent>) {
        let mut ear = self.ear();
        for event in ear.unheard.drain(..) {
            send(&channel, event);
        }
        if !ear.unwritten.is_empty() {
            let answers = ear.unwritten.clone();
            send(&channel, AppEvent::UnwrittenChanged { answers });
        }
        ear.channel = Some(channel);
    }

    /// Tells the window.
    pub(crate) fn tell(&self, event: AppEvent) {
        let mut ear = self.ear();
        match &ear.channel {
            Some(channel) => send(channel, event),
            None => ear.unheard.push(event),
        }
    }

    /// Tells the window which answers cannot be written down, when others are than it was told of. They
    /// are looked up when it is this one's turn to tell, so that the last to be told are those that are.
    pub(crate) fn tell_unwritten(&self, answers: impl FnOnce() -> Vec<UnwrittenAnswer>) {
        let mut ear = self.ear();
        let answers = answers();
        if ear.unwritten == answers {
            return;
        }
        ear.unwritten.clone_from(&answers);
        if let Some(channel) = &ear.channel {
            send(channel, AppEvent::UnwrittenChanged { answers });
        }
    }

    fn ear(&self) -> std::sync::MutexGuard<'_, Ear> {
        self.ear.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A window that is gone hears nothing, and asks for the state when it is back.
fn send(channel: &Channel<AppEvent>, event: AppEvent) {
    if let Err(error) = channel.send(event) {
        tracing::debug!(%error, "the window could not be told");
    }
}
