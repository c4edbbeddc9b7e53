//! Pause, resume and cancel: what a person says to a running submission.

use tokio::sync::watch;

/// What a person wants of a running submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Send what is queued.
    Go,
    /// Send nothing new; what is on its way comes home.
    Pause,
    /// Send nothing new, and leave out what is still queued.
    Cancel,
    /// Send nothing new and end, leaving what is queued for a later run.
    Halt,
}

/// The hand that gives orders to one submission; clones speak to the same one.
#[derive(Clone, Debug)]
pub struct Control {
    order: watch::Sender<Order>,
}

impl Default for Control {
    fn default() -> Self {
        Self {
            order: watch::Sender::new(Order::Go),
        }
    }
}

impl Control {
    /// Sends nothing new until [`Control::resume`].
    pub fn pause(&self) {
        self.change(Order::Pause);
    }

    /// Goes on after a pause.
    pub fn resume(&self) {
        self.change(Order::Go);
    }

    /// Leaves out what is still queued. It cannot be taken back.
    pub fn cancel(&self) {
        self.order.send_replace(Order::Cancel);
    }

    /// Ends the run as soon as what is on its way has come home; what is queued stays queued.
    pub fn halt(&self) {
        self.change(Order::Halt);
    }

    /// Ends a run that only follows any more, also when what it had to send was cancelled.
    pub fn end(&self) {
        self.order.send_replace(Order::Halt);
    }

    /// The order that holds now.
    pub fn order(&self) -> Order {
        *self.order.borrow()
    }

    fn change(&self, to: Order) {
        self.order.send_if_modified(|order| {
            let may = *order != Order::Cancel && *order != to;
            if may {
                *order = to;
            }
            may
        });
    }

    /// A view of the orders for the loop that obeys them.
    pub(crate) fn watch(&self) -> watch::Receiver<Order> {
        self.order.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_submission_stays_cancelled() {
        let control = Control::default();
        control.pause();
        assert_eq!(control.order(), Order::Pause);
        control.cancel();
        control.resume();
        control.halt();
        assert_eq!(control.order(), Order::Cancel);
        control.end();
        assert_eq!(control.order(), Order::Halt);
    }
}
