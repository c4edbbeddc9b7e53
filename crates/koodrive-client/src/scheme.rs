//! Which of the two signatures a connection uses.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The signature scheme of a connection (service page, "The signature").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// KooDrive app authentication, `HMAC-SHA256 AppId=…`: the one that goes with `X-Date` and `X-User-Id`.
    #[default]
    KooDrive,
    /// Huawei Cloud's API Gateway, `SDK-HMAC-SHA256 Access=…`, for sites that stand behind it.
    Gateway,
}

impl Scheme {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::KooDrive, Self::Gateway];

    /// The name in settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::KooDrive => "koodrive",
            Self::Gateway => "gateway",
        }
    }

    /// The one that is not this one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::KooDrive => Self::Gateway,
            Self::Gateway => Self::KooDrive,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Scheme {
    type Err = UnknownScheme;

    fn from_str(text: &str) -> Result<Self, UnknownScheme> {
        let found = Self::ALL.into_iter().find(|scheme| scheme.name() == text);
        found.ok_or_else(|| UnknownScheme(text.to_owned()))
    }
}

/// A text that names no signature scheme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no signature scheme: `{0}` (there are `koodrive` and `gateway`)")]
pub struct UnknownScheme(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_one_name_everywhere() {
        for scheme in Scheme::ALL {
            assert_eq!(scheme.to_string().parse(), Ok(scheme));
            assert_eq!(
                serde_json::to_string(&scheme).unwrap(),
                format!("\"{scheme}\"")
            );
        }
        assert_eq!(
            "KooDrive".parse::<Scheme>(),
            Err(UnknownScheme("KooDrive".into()))
        );
    }
}
