//! What the service says about a task: one page of users, and the task's counts.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::answer::DataFault;
use crate::json_text::{count, lossless};
use crate::{Cursor, TaskId};

/// One page of a task's results (service page, "Query a task").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskPage {
    /// Where the next page begins; `None` at the end.
    pub next: Option<Cursor>,
    /// The users on this page: in any order, perhaps not for the first time.
    pub users: Vec<UserResult>,
    /// The task as a whole, as far as the answer tells.
    pub info: TaskInfo,
}

impl TaskPage {
    /// Whether the service is done with the task.
    pub fn finished(&self) -> bool {
        self.info.finished()
    }

    /// Reads the `data` of an answer.
    pub(crate) fn read(data: Option<&RawValue>) -> Result<Self, DataFault> {
        let data = data.ok_or(DataFault::Unreadable)?;
        let wire: WirePage = serde_json::from_str(data.get()).map_err(|_| DataFault::Unreadable)?;
        Ok(wire.into())
    }

    /// How the last page is marked is not documented; a cursor that leads back to this page is one of the ways.
    #[must_use]
    pub(crate) fn asked_with(mut self, cursor: &Cursor) -> Self {
        self.next = self.next.filter(|next| next != cursor);
        self
    }
}

/// What became of one user. Everything but the phone may be missing; so may the phone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserResult {
    /// The service's ID of this user's part of the task.
    pub subtask_id: Option<String>,
    /// The user's ID, once provisioned.
    pub user_id: Option<String>,
    /// The phone as the service repeats it: what results are joined by.
    pub phone: Option<String>,
    /// Why it failed, as a code.
    pub code: Option<String>,
    /// Why it failed, in words.
    pub reason: Option<String>,
}

impl std::fmt::Debug for UserResult {
    /// Without the phone: it is personal data, and a reason may repeat it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserResult")
            .field("subtask_id", &self.subtask_id)
            .field("user_id", &self.user_id)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// The task as a whole. Counts that the service does not give are 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskInfo {
    /// The task, repeated.
    pub task_id: Option<TaskId>,
    /// Shown word for word, never interpreted: its values are not documented.
    pub status: Option<String>,
    /// Users in the task.
    pub total: u64,
    /// Users that were provisioned.
    pub success: u64,
    /// Users that were not.
    pub fail: u64,
    /// Users that were passed over, for instance because they exist already.
    pub skip: u64,
}

impl TaskInfo {
    /// Whether the service is done: success, fail and skip have reached a total that is not 0.
    pub fn finished(&self) -> bool {
        let done = self
            .success
            .saturating_add(self.fail)
            .saturating_add(self.skip);
        self.total > 0 && done >= self.total
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePage {
    #[serde(default, deserialize_with = "lossless")]
    next_page_cursor: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    next_cursor: Option<String>,
    #[serde(default)]
    register_list: Option<Vec<WireUser>>,
    #[serde(default)]
    task_info: Option<WireInfo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireUser {
    #[serde(default, deserialize_with = "lossless")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    user_id: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    phone: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    code: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    reason: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireInfo {
    #[serde(default, deserialize_with = "lossless")]
    task_id: Option<String>,
    #[serde(default, deserialize_with = "lossless")]
    status: Option<String>,
    #[serde(default, deserialize_with = "count")]
    total_count: u64,
    #[serde(default, deserialize_with = "count")]
    success_count: u64,
    #[serde(default, deserialize_with = "count")]
    fail_count: u64,
    #[serde(default, deserialize_with = "count")]
    skip_count: u64,
}

impl From<WirePage> for TaskPage {
    fn from(wire: WirePage) -> Self {
        let users = wire.register_list.unwrap_or_default();
        Self {
            next: wire.next_page_cursor.or(wire.next_cursor).map(Cursor::new),
            users: users.into_iter().map(UserResult::from).collect(),
            info: wire.task_info.unwrap_or_default().into(),
        }
    }
}

impl From<WireUser> for UserResult {
    fn from(wire: WireUser) -> Self {
        Self {
            subtask_id: wire.id,
            user_id: wire.user_id,
            phone: wire.phone,
            code: wire.code,
            reason: wire.reason,
        }
    }
}

impl From<WireInfo> for TaskInfo {
    fn from(wire: WireInfo) -> Self {
        Self {
            task_id: wire.task_id.and_then(|id| TaskId::parse(&id).ok()),
            status: wire.status,
            total: wire.total_count,
            success: wire.success_count,
            fail: wire.fail_count,
            skip: wire.skip_count,
        }
    }
}
