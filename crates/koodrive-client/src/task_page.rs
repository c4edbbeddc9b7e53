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
        // serde would also take an array for the fields in their order.
        let data = data
            .filter(|data| data.get().starts_with('{'))
            .ok_or(DataFault::Unreadable)?;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn page(json: &str) -> TaskPage {
        TaskPage::read(Some(&RawValue::from_string(json.to_owned()).unwrap())).unwrap()
    }

    #[test]
    fn reads_what_the_documentation_shows() {
        let page = page(
            r#"{"nextPageCursor":"1","registerList":[
                {"id":"1882735962480556673","userId":"1505084218764547201","phone":"1884609076404"},
                {"id":1882735962480556674,"phone":1884609076405,"code":13000205,"reason":"exists","later":{}}],
              "taskInfo":{"taskId":1882735962480556672,"status":"RUNNING","totalCount":"2","successCount":1,"failCount":"1"}}"#,
        );
        assert_eq!(page.next, Some(Cursor::new("1".into())));
        assert_eq!(
            page.users[0].user_id.as_deref(),
            Some("1505084218764547201")
        );
        assert_eq!(
            page.users[1].subtask_id.as_deref(),
            Some("1882735962480556674")
        );
        assert_eq!(page.users[1].phone.as_deref(), Some("1884609076405"));
        assert_eq!(page.users[1].code.as_deref(), Some("13000205"));
        assert_eq!(
            page.info.task_id.as_ref().map(TaskId::as_str),
            Some("1882735962480556672")
        );
        assert_eq!(page.info.status.as_deref(), Some("RUNNING"));
        assert!(page.finished());
    }

    #[test]
    fn both_names_of_the_cursor_are_read_and_every_way_to_end_ends() {
        for (json, next) in [
            (r#"{"nextPageCursor":"7"}"#, Some("7")),
            (r#"{"nextCursor":7}"#, Some("7")),
            (r#"{"nextPageCursor":null,"nextCursor":"7"}"#, Some("7")),
            (r#"{"nextPageCursor":""}"#, None),
            (r#"{"nextPageCursor":null}"#, None),
            ("{}", None),
        ] {
            assert_eq!(
                page(json).next,
                next.map(|next| Cursor::new(next.into())),
                "{json}"
            );
        }
        let asked = Cursor::new("7".into());
        assert_eq!(
            page(r#"{"nextPageCursor":"7"}"#).asked_with(&asked).next,
            None
        );
        assert_eq!(
            page(r#"{"nextPageCursor":"8"}"#).asked_with(&asked).next,
            Some(Cursor::new("8".into()))
        );
    }

    #[test]
    fn what_is_missing_is_missing() {
        for json in [
            "{}",
            r#"{"registerList":null,"taskInfo":null}"#,
            r#"{"registerList":[],"taskInfo":{}}"#,
        ] {
            let page = page(json);
            assert_eq!(
                (page.users.len(), &page.info),
                (0, &TaskInfo::default()),
                "{json}"
            );
            assert!(!page.finished(), "nothing is finished that has no total");
        }
        assert_eq!(page(r#"{"registerList":[{}]}"#).users[0].phone, None);
    }

    #[test]
    fn finished_is_counted_not_read() {
        let info = |total, success, fail, skip| TaskInfo {
            total,
            success,
            fail,
            skip,
            ..TaskInfo::default()
        };
        assert!(!info(3, 1, 1, 0).finished());
        assert!(info(3, 1, 1, 1).finished());
        assert!(info(3, 4, 0, 0).finished());
        assert!(!info(0, 0, 0, 0).finished());
        assert!(
            info(1, u64::MAX, u64::MAX, 1).finished(),
            "no sum overflows"
        );
        assert!(!page(r#"{"taskInfo":{"status":"FINISHED","totalCount":1}}"#).finished());
    }

    #[test]
    fn data_of_another_shape_is_unreadable() {
        for json in [
            "null",
            "\"x\"",
            "7",
            "[]",
            r#"{"registerList":"x"}"#,
            r#"{"registerList":[7]}"#,
        ] {
            let data = RawValue::from_string(json.to_owned()).unwrap();
            assert_eq!(
                TaskPage::read(Some(&data)),
                Err(DataFault::Unreadable),
                "{json}"
            );
        }
        assert_eq!(TaskPage::read(None), Err(DataFault::Unreadable));
    }

    /// JSON that has the right names and anything at all behind them.
    fn anything() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("null".to_owned()),
            Just("true".to_owned()),
            "-?[1-9][0-9]{0,30}",
            "\"[a-z0-9]{0,8}\"",
        ];
        let names = prop::sample::select(vec![
            "nextPageCursor",
            "registerList",
            "taskInfo",
            "id",
            "phone",
            "code",
            "taskId",
            "totalCount",
            "failCount",
        ]);
        leaf.prop_recursive(4, 64, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6)
                    .prop_map(|items| format!("[{}]", items.join(","))),
                prop::collection::btree_map(names.clone(), inner, 0..6).prop_map(|fields| {
                    let fields: Vec<_> = fields
                        .iter()
                        .map(|(name, value)| format!("\"{name}\":{value}"))
                        .collect();
                    format!("{{{}}}", fields.join(","))
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_panic(json in anything()) {
            let data = RawValue::from_string(json).unwrap();
            if let Ok(page) = TaskPage::read(Some(&data)) {
                prop_assert!(data.get().starts_with('{'), "only an object is a page");
                prop_assert!(page.info.total > 0 || !page.finished());
            }
        }

        #[test]
        fn a_task_id_of_any_length_keeps_its_digits(digits in "[1-9][0-9]{0,60}") {
            let page = page(&format!("{{\"taskInfo\":{{\"taskId\":{digits}}},\"registerList\":[{{\"id\":{digits}}}]}}"));
            prop_assert_eq!(page.info.task_id.as_ref().map(TaskId::as_str), Some(digits.as_str()));
            prop_assert_eq!(page.users[0].subtask_id.as_deref(), Some(digits.as_str()));
        }
    }
}
