//! The body of `create`, made once: the bytes that are hashed are the bytes that are sent.

use std::fmt;
use std::io;

use bytes::Bytes;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::user::{NewUser, UserPassword};

/// The JSON of one batch: 1 to 1,000 users.
///
/// The bytes hold passwords and are zeroized when the last copy of this value, and the request that sends it, are gone.
#[derive(Clone)]
pub struct CreateBody {
    bytes: Bytes,
    users: usize,
}

impl CreateBody {
    /// How many users one task takes (service page, "Create a task").
    pub const MAX_USERS: usize = 1_000;

    /// Writes the users down in their order.
    ///
    /// ```
    /// use koodrive_client::{CreateBody, NewUser};
    ///
    /// let user = NewUser { firstname: "Ana".into(), phone: "0034600000001".into(), ..NewUser::default() };
    /// let body = CreateBody::new(&[user])?;
    /// assert_eq!(body.bytes(), br#"{"userList":[{"firstname":"Ana","phone":"0034600000001"}]}"#);
    /// # Ok::<(), koodrive_client::BodyError>(())
    /// ```
    ///
    /// # Errors
    /// With no users, or more than 1,000.
    pub fn new(users: &[NewUser]) -> Result<Self, BodyError> {
        if users.is_empty() {
            return Err(BodyError::NoUsers);
        }
        if users.len() > Self::MAX_USERS {
            return Err(BodyError::TooManyUsers { users: users.len() });
        }
        let wire = WireBody {
            user_list: users.iter().map(WireUser::from).collect(),
        };
        let mut json = Zeroizing::new(Vec::with_capacity(length_of(&wire)));
        write(&wire, &mut *json);
        Ok(Self {
            bytes: Bytes::from_owner(json),
            users: users.len(),
        })
    }

    /// The bytes to hash and to send. They hold passwords.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many users are in it.
    pub fn users(&self) -> usize {
        self.users
    }

    pub(crate) fn shared_bytes(&self) -> Bytes {
        self.bytes.clone()
    }
}

impl fmt::Debug for CreateBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreateBody")
            .field("users", &self.users)
            .finish_non_exhaustive()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireBody<'a> {
    user_list: Vec<WireUser<'a>>,
}

#[derive(Serialize)]
struct WireUser<'a> {
    firstname: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    surname: Option<&'a str>,
    phone: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<&'a str>,
}

impl<'a> From<&'a NewUser> for WireUser<'a> {
    fn from(user: &'a NewUser) -> Self {
        Self {
            firstname: &user.firstname,
            surname: filled(user.surname.as_deref()),
            phone: &user.phone,
            email: filled(user.email.as_deref()),
            password: filled(user.password.as_ref().map(UserPassword::expose_password)),
        }
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

fn write(wire: &WireBody<'_>, to: impl io::Write) {
    serde_json::to_writer(to, wire)
        .expect("plain strings always become JSON, and memory takes every byte");
}

/// A buffer that grows leaves copies of what it held behind, and those are not zeroized: so it is measured first.
fn length_of(wire: &WireBody<'_>) -> usize {
    let mut length = Length(0);
    write(wire, &mut length);
    length.0
}

struct Length(usize);

impl io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why users make no batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// There is nobody in it.
    #[error("a batch needs at least one user")]
    NoUsers,
    /// More than the service takes.
    #[error("a batch takes at most 1000 users, not {users}")]
    TooManyUsers {
        /// How many there were.
        users: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user() -> NewUser {
        NewUser {
            firstname: "Zoë".into(),
            phone: "0027188460901".into(),
            ..NewUser::default()
        }
    }

    #[test]
    fn empty_optionals_leave_no_key() {
        let bare = NewUser {
            surname: Some(String::new()),
            email: Some(String::new()),
            password: Some(UserPassword::new("")),
            ..user()
        };
        let body = CreateBody::new(&[bare]).unwrap();
        assert_eq!(
            std::str::from_utf8(body.bytes()).unwrap(),
            r#"{"userList":[{"firstname":"Zoë","phone":"0027188460901"}]}"#
        );
    }

    #[test]
    fn all_five_fields_go_out_as_they_are() {
        let full = NewUser {
            surname: Some("O'Brien".into()),
            email: Some("zoe@example.cn".into()),
            password: Some(UserPassword::new(" a\"b\\c ")),
            ..user()
        };
        let body = CreateBody::new(&[full]).unwrap();
        assert_eq!(
            std::str::from_utf8(body.bytes()).unwrap(),
            r#"{"userList":[{"firstname":"Zoë","surname":"O'Brien","phone":"0027188460901","email":"zoe@example.cn","password":" a\"b\\c "}]}"#
        );
    }

    #[test]
    fn a_batch_has_1_to_1000_users() {
        assert_eq!(CreateBody::new(&[]).unwrap_err(), BodyError::NoUsers);
        assert_eq!(
            CreateBody::new(&vec![user(); 1_000]).unwrap().users(),
            1_000
        );
        assert_eq!(
            CreateBody::new(&vec![user(); 1_001]).unwrap_err(),
            BodyError::TooManyUsers { users: 1_001 }
        );
    }

    #[test]
    fn the_buffer_never_grows() {
        let user = user();
        let wire = WireBody {
            user_list: vec![WireUser::from(&user)],
        };
        let mut json = Vec::with_capacity(length_of(&wire));
        let before = json.capacity();
        write(&wire, &mut json);
        assert_eq!((json.len(), json.capacity()), (before, before));
    }

    #[test]
    fn debug_shows_no_user() {
        assert_eq!(
            format!("{:?}", CreateBody::new(&[user()]).unwrap()),
            "CreateBody { users: 1, .. }"
        );
    }
}
