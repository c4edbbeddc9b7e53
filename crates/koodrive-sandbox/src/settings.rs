//! How a sandbox behaves when nothing is made to go wrong.

use std::collections::HashSet;

use rand::TryRng;
use rand::rngs::SysRng;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::{FaultRule, SandboxError};

/// How a sandbox behaves. The defaults make a service that looks alive to a practising admin;
/// a test changes what it is about and takes the rest with `..SandboxSettings::default()`.
///
/// Where the service's documentation is silent (how the last page is marked, what a skipped
/// user's row looks like), there is a setting for each form a client has to bear.
#[derive(Clone, Debug)]
pub struct SandboxSettings {
    /// Port on 127.0.0.1; 0 (the default) takes a free one.
    pub port: u16,
    /// The access key and secret key requests must be signed with; `None` makes new ones.
    pub keys: Option<PracticeKeys>,
    /// The `X-User-Id` that may sign; `None` makes one of 19 digits.
    pub user_id: Option<String>,
    /// How fast tasks are worked off; 300 users a second unless told.
    pub pace: Pace,
    /// Whether `code` is written as a number (the default) or as text.
    pub code_as: CodeAs,
    /// How the last page of a query is marked.
    pub end_of_pages: EndOfPages,
    /// The name under which a page gives the next cursor.
    pub cursor_name: CursorName,
    /// The order in which a query lists the users of a task.
    pub page_order: PageOrder,
    /// What the row of a skipped user looks like.
    pub skipped_rows: SkippedRows,
    /// The largest body accepted, in bytes; 12 MiB unless told, as Huawei Cloud's gateway has it.
    pub max_body_bytes: usize,
    /// Phones that are registered before the first request.
    pub known_phones: Vec<String>,
    /// Phones the parameter check dislikes: a batch that holds one is refused as a whole.
    pub refuse_batch_phones: HashSet<String>,
    /// Faults in force from the first request on.
    pub faults: Vec<FaultRule>,
    /// How far the service's clock is ahead of this machine's, in seconds; negative is behind.
    pub clock_offset_seconds: i64,
    /// The certificate to serve HTTPS with; `None` serves plain HTTP.
    #[cfg(feature = "tls")]
    pub tls: Option<crate::TlsIdentity>,
}

impl Default for SandboxSettings {
    fn default() -> Self {
        Self {
            port: 0,
            keys: None,
            user_id: None,
            pace: Pace::PerSecond(300),
            code_as: CodeAs::Number,
            end_of_pages: EndOfPages::Absent,
            cursor_name: CursorName::NextPageCursor,
            page_order: PageOrder::AsSent,
            skipped_rows: SkippedRows::Bare,
            max_body_bytes: 12 * 1024 * 1024,
            known_phones: Vec::new(),
            refuse_batch_phones: HashSet::new(),
            faults: Vec::new(),
            clock_offset_seconds: 0,
            #[cfg(feature = "tls")]
            tls: None,
        }
    }
}

/// An access key with its secret key, good for one sandbox and nothing else.
#[derive(Clone, Debug)]
pub struct PracticeKeys {
    access_key: String,
    secret_key: SecretString,
}

impl PracticeKeys {
    /// Keys of the caller's choosing.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self {
            access_key: access_key.into(),
            secret_key: SecretString::from(secret_key.into()),
        }
    }

    /// The access key (AK, which the service also calls app ID).
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// New keys of the service's length, from the system's random numbers.
    pub(crate) fn random() -> Result<Self, SandboxError> {
        let mut bytes = [0; 48];
        SysRng
            .try_fill_bytes(&mut bytes)
            .map_err(|source| SandboxError::Random { source })?;
        let (access, secret) = bytes.split_at(16);
        Ok(Self::new(hex::encode(access), hex::encode(secret)))
    }

    pub(crate) fn expose_secret_key(&self) -> &str {
        self.secret_key.expose_secret()
    }
}

/// How fast the sandbox works tasks off, oldest task first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// A task is finished the moment it is created.
    Instant,
    /// That many users a second, over all tasks; 0 stands still.
    PerSecond(u32),
    /// Only [`Sandbox::advance`](crate::Sandbox::advance) and
    /// [`Sandbox::finish_all`](crate::Sandbox::finish_all) move on.
    Manual,
}

/// How a `code` is written in JSON. The service declares a string and shows an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeAs {
    /// `"code": 0`
    Number,
    /// `"code": "0"`
    Text,
}

/// How the last page is marked, which is not documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndOfPages {
    /// The next cursor is left out.
    Absent,
    /// The next cursor is `null`.
    Null,
    /// The next cursor is an empty text.
    Empty,
    /// The next cursor is the one just used.
    SameCursor,
    /// There is always a next cursor; the page behind the last one holds nobody.
    EmptyPage,
}

/// The name of the next cursor: the table has one, the prose the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CursorName {
    /// `nextPageCursor`
    NextPageCursor,
    /// `nextCursor`
    NextCursor,
}

impl CursorName {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::NextPageCursor => "nextPageCursor",
            Self::NextCursor => "nextCursor",
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::NextPageCursor => Self::NextCursor,
            Self::NextCursor => Self::NextPageCursor,
        }
    }
}

/// The order in which a query lists the users of a task; it stays the same over its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageOrder {
    /// As the batch had them.
    AsSent,
    /// Last one first.
    Reversed,
    /// Mixed, the same way for the same seed.
    Shuffled {
        /// Chooses the mix.
        seed: u64,
    },
}

/// What the row of a skipped user looks like, which is not documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkippedRows {
    /// With `id` and `phone` only: neither registered by this task nor failed (the default).
    Bare,
    /// With a `code` and a `reason`, like a failure, and without a `userId`.
    WithReason,
    /// With the `userId` of the user who was there before, like a success.
    WithUserId,
    /// Not listed; only `skipCount` tells of it.
    LeftOut,
}
