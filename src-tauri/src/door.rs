//! The door to the house: commands wait here until it is open, which the window does not.

use std::sync::Arc;

use tokio::sync::watch;

use crate::contract::error::{CommandError, ErrorCode};
use crate::house::House;

type Opened = Result<Arc<House>, CommandError>;

/// Behind it stands the house, once it is open.
pub(crate) struct Door {
    opened: watch::Sender<Option<Opened>>,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            opened: watch::Sender::new(None),
        }
    }
}

impl Door {
    /// Lets everybody in who waits, or tells them why not.
    pub(crate) fn open(&self, house: Opened) {
        self.opened.send_replace(Some(house));
    }

    /// The house, if it is open by now.
    pub(crate) fn now(&self) -> Option<Arc<House>> {
        self.opened.borrow().as_ref()?.as_ref().ok().cloned()
    }

    /// Waits for the house.
    ///
    /// # Errors
    /// When it could not be opened.
    pub(crate) async fn house(&self) -> Opened {
        let mut opened = self.opened.subscribe();
        let house = opened.wait_for(Option::is_some).await;
        let house = house.ok().and_then(|house| house.clone());
        house.unwrap_or_else(|| {
            Err(CommandError::new(
                ErrorCode::Unexpected,
                "the program is ending",
            ))
        })
    }
}
