//! What the window is told without having asked.

use std::sync::{Arc, Mutex, PoisonError};

use tauri::ipc::Channel;

use crate::contract::app::AppEvent;

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
}

impl Feed {
    /// From now on this channel is told; what nobody has heard yet comes first.
    pub(crate) fn listen(&self, channel: Channel<AppEvent>) {
        let mut ear = self.ear();
        for event in ear.unheard.drain(..) {
            send(&channel, event);
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
