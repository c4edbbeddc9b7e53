//! The body of a create and the service's parameter check.
//!
//! The check refuses a batch as a whole. What is wrong with one user only, and is found out when
//! the task is worked off, is in [`crate::verdict`].

use std::collections::HashSet;

use serde_json::{Map, Value};

/// Most users in one request (service page, "Create a task").
pub(crate) const MOST_USERS: usize = 1_000;

/// Longest name, e-mail and so on, in characters. The service does not say; these are what a
/// sensible one would have.
const LONGEST_NAME: usize = 64;
const LONGEST_PHONE: usize = 32;
const LONGEST_EMAIL: usize = 254;
const LONGEST_PASSWORD: usize = 64;

/// A user as a create asks for them. No `Debug`: it holds a password.
pub(crate) struct NewUser {
    pub(crate) phone: String,
    pub(crate) email: Option<String>,
    pub(crate) password: Option<String>,
}

/// A create's body: JSON or not.
pub(crate) struct CreateBody(Option<Value>);

impl CreateBody {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self(serde_json::from_slice(bytes).ok())
    }

    /// The phones that can be made out, whether or not the check passes.
    pub(crate) fn phones(&self) -> Vec<String> {
        let users = self.0.as_ref().and_then(|body| body["userList"].as_array());
        users
            .into_iter()
            .flatten()
            .filter_map(|user| user["phone"].as_str().map(str::to_owned))
            .collect()
    }

    /// The users, or what the parameter check dislikes. It names the field, not the row: the
    /// service does not promise more, so nobody may rely on more.
    pub(crate) fn check(&self, disliked: &HashSet<String>) -> Result<Vec<NewUser>, String> {
        let body = self.0.as_ref().ok_or("the body is not JSON")?;
        let list = body["userList"]
            .as_array()
            .ok_or("userList is not an array")?;
        if list.is_empty() || list.len() > MOST_USERS {
            return Err(format!("userList has {} entries", list.len()));
        }
        list.iter().map(|user| check_user(user, disliked)).collect()
    }
}

fn check_user(user: &Value, disliked: &HashSet<String>) -> Result<NewUser, String> {
    let fields = user.as_object().ok_or("userList holds no user")?;
    required(fields, "firstname", LONGEST_NAME)?;
    optional(fields, "surname", LONGEST_NAME)?;
    let phone = required(fields, "phone", LONGEST_PHONE)?;
    if phone.chars().any(char::is_alphabetic) {
        return Err("phone has letters".to_owned());
    }
    if disliked.contains(&phone) {
        return Err("phone is not accepted".to_owned());
    }
    Ok(NewUser {
        phone,
        email: optional(fields, "email", LONGEST_EMAIL)?,
        password: optional(fields, "password", LONGEST_PASSWORD)?,
    })
}

fn required(fields: &Map<String, Value>, name: &str, longest: usize) -> Result<String, String> {
    optional(fields, name, longest)?.ok_or_else(|| format!("{name} is missing"))
}

/// A key that is given holds text that is not blank: a client leaves out what it has not.
fn optional(
    fields: &Map<String, Value>,
    name: &str,
    longest: usize,
) -> Result<Option<String>, String> {
    let Some(value) = fields.get(name) else {
        return Ok(None);
    };
    let text = value
        .as_str()
        .ok_or_else(|| format!("{name} is not a string"))?;
    if text.trim().is_empty() {
        return Err(format!("{name} is empty"));
    }
    if text.chars().count() > longest {
        return Err(format!("{name} is longer than {longest} characters"));
    }
    Ok(Some(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(body: &Value) -> Result<usize, String> {
        let disliked = HashSet::from(["13800138000".to_owned()]);
        let body = CreateBody::read(body.to_string().as_bytes());
        body.check(&disliked).map(|users| users.len())
    }

    fn one(user: &Value) -> Result<usize, String> {
        check(&json!({"userList": [{"firstname": "a", "phone": "188"}, user]}))
    }

    #[test]
    fn the_documented_fields_pass() {
        let user = json!({
            "firstname": "小明", "surname": "王", "phone": "0027188460901",
            "email": "a@b.cn", "password": "Q!@1assword"
        });
        assert_eq!(one(&user), Ok(2));
        assert_eq!(
            one(&json!({"firstname": "a", "phone": "+86 138-00"})),
            Ok(2)
        );
    }

    #[test]
    fn the_number_of_users_has_limits() {
        let list = |n: usize| {
            let user = json!({"firstname": "a", "phone": "188"});
            json!({"userList": vec![user; n]})
        };
        assert!(check(&list(0)).is_err());
        assert_eq!(check(&list(1_000)), Ok(1_000));
        assert_eq!(
            check(&list(1_001)),
            Err("userList has 1001 entries".to_owned())
        );
    }

    #[test]
    fn each_rule_names_its_field() {
        let cases = [
            (json!("a"), "userList holds no user"),
            (json!({"phone": "188"}), "firstname is missing"),
            (json!({"firstname": "a"}), "phone is missing"),
            (json!({"firstname": "a", "phone": ""}), "phone is empty"),
            (
                json!({"firstname": " ", "phone": "1"}),
                "firstname is empty",
            ),
            (
                json!({"firstname": "a", "phone": 188}),
                "phone is not a string",
            ),
            (
                json!({"firstname": null, "phone": "1"}),
                "firstname is not a string",
            ),
            (
                json!({"firstname": "a", "phone": "1.88E+12"}),
                "phone has letters",
            ),
            (
                json!({"firstname": "a", "phone": "13800138000"}),
                "phone is not accepted",
            ),
            (
                json!({"firstname": "a", "phone": "1", "email": ""}),
                "email is empty",
            ),
            (
                json!({"firstname": "a", "phone": "1", "surname": "s".repeat(65)}),
                "surname is longer than 64 characters",
            ),
        ];
        for (user, message) in cases {
            assert_eq!(one(&user), Err(message.to_owned()), "{user}");
        }
    }

    #[test]
    fn what_is_no_body_is_refused() {
        for bytes in ["", "{", "[]", "{}", r#"{"userList": {}}"#] {
            let body = CreateBody::read(bytes.as_bytes());
            assert!(body.check(&HashSet::new()).is_err(), "{bytes}");
            assert!(body.phones().is_empty());
        }
    }

    #[test]
    fn phones_are_made_out_of_a_batch_that_fails() {
        let body = br#"{"userList": [{"phone": "1"}, {"phone": 2}, 3, {"phone": "4x"}]}"#;
        assert_eq!(CreateBody::read(body).phones(), ["1", "4x"]);
    }
}
