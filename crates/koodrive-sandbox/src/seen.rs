//! What a sandbox has seen and done, for tests to look at.

use std::time::SystemTime;

use serde::Serialize;

use crate::Fault;

/// The kind of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `POST …/batchRegister/create`
    Create,
    /// `GET …/batchRegister/get`
    Query,
}

/// One request that reached the sandbox.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// Its number among all requests, from 1.
    pub number: u64,
    /// Its number among those of its kind, from 1.
    pub nth: u64,
    /// Create or query.
    pub kind: Kind,
    /// When it came, by this machine's clock, in milliseconds since 1970.
    #[serde(rename = "at_ms", serialize_with = "as_millis")]
    pub at: SystemTime,
    /// `X-Traceid`, as sent.
    pub trace_id: Option<String>,
    /// `X-Date`, as sent.
    pub x_date: Option<String>,
    /// `X-User-Id`, as sent.
    pub user_id: Option<String>,
    /// The HTTP status answered, even if the rest of the answer was cut or held; `None` while the
    /// request is being worked on and when it got no answer.
    pub status: Option<u16>,
    /// Why it was refused, in the answer's words.
    pub refusal: Option<String>,
    /// Users in the body of a create that could be read.
    pub users: usize,
    /// Their phones, in the order sent.
    pub phones: Vec<String>,
    /// For a create the ID of the task it made, whether the answer arrived or not; for a query
    /// the one it asked for.
    pub task_id: Option<String>,
    /// The fault that befell it.
    pub fault: Option<Fault>,
}

/// A task that was created.
#[derive(Clone, Debug, Serialize)]
pub struct TaskSeen {
    /// Its ID: 19 digits.
    pub task_id: String,
    /// The trace ID of the request that made it.
    pub trace_id: Option<String>,
    /// Its users in the order sent.
    pub users: Vec<TaskUser>,
}

impl TaskSeen {
    /// Whether no user is pending.
    pub fn is_finished(&self) -> bool {
        self.users
            .iter()
            .all(|user| user.outcome != Outcome::Pending)
    }
}

/// A user within a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaskUser {
    /// The subtask's ID.
    pub id: String,
    /// The phone, as sent.
    pub phone: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a user in a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Not worked on yet.
    Pending,
    /// Registered.
    Succeeded {
        /// The new user's ID.
        user_id: String,
    },
    /// Not registered.
    Failed {
        /// The failure's code.
        code: String,
        /// The failure in words.
        reason: String,
    },
    /// Registered before.
    Skipped {
        /// The ID of the user who was there before.
        user_id: String,
    },
}

/// A phone that was sent or registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UserSeen {
    /// The phone.
    pub phone: String,
    /// The user's ID, once registered.
    pub user_id: Option<String>,
    /// How many times it came in a create whose body could be read, refused ones included.
    pub sent: u32,
    /// How many times it came in a create that made a task. More than 1 means that a batch was
    /// sent twice (or that a roster holds the phone twice).
    pub accepted: u32,
}

fn as_millis<S: serde::Serializer>(at: &SystemTime, to: S) -> Result<S::Ok, S::Error> {
    let since = at
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    to.serialize_u64(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
