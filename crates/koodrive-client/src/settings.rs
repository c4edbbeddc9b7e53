//! What a client is made of.

use std::fmt;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::{Credentials, Endpoint, ExtraCa, Scheme, UserId};

/// Everything a [`Client`](crate::Client) needs to know. There is none without credentials.
#[derive(Debug, Clone)]
pub struct ClientSettings {
    /// Where the service is.
    pub endpoint: Endpoint,
    /// Who signs: the value of `X-User-Id`.
    pub user_id: UserId,
    /// How requests are signed.
    pub scheme: Scheme,
    /// With what requests are signed.
    pub credentials: Credentials,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// Which way to go.
    pub proxy: Proxy,
    /// CAs to trust beside the operating system's.
    pub extra_ca: Vec<ExtraCa>,
    /// How long an answer may be.
    pub answer_cap: AnswerCap,
}

impl ClientSettings {
    /// With the usual time-outs, the system's proxy and the system's CAs.
    pub fn new(
        endpoint: Endpoint,
        user_id: UserId,
        scheme: Scheme,
        credentials: Credentials,
    ) -> Self {
        Self {
            endpoint,
            user_id,
            scheme,
            credentials,
            timeouts: Timeouts::default(),
            proxy: Proxy::default(),
            extra_ca: Vec::new(),
            answer_cap: AnswerCap::default(),
        }
    }
}

/// How long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For the connection: name, proxy, TCP and TLS together. A request that fails here was certainly not processed.
    pub connect: Duration,
    /// For sending the request and for the whole answer, once connected.
    pub answer: Duration,
}

impl Timeouts {
    /// Both together, so that connecting always runs into its own limit first and its failures are not mistaken.
    pub(crate) fn total(self) -> Duration {
        self.connect.saturating_add(self.answer)
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            answer: Duration::from_mins(2),
        }
    }
}

/// How many bytes of an answer are read before it is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerCap(pub usize);

impl Default for AnswerCap {
    /// 16 MiB: a page of 1,000 users is well below one.
    fn default() -> Self {
        Self(16 * 1024 * 1024)
    }
}

/// Which way requests go. Loopback endpoints are always reached directly.
#[derive(Debug, Clone, Default)]
pub enum Proxy {
    /// As the operating system and the environment (`HTTPS_PROXY`, `NO_PROXY`) say. Automatic configuration scripts
    /// (PAC) are not read.
    #[default]
    System,
    /// Directly.
    None,
    /// Through this one.
    Manual(ManualProxy),
}

/// A proxy typed in by a person.
#[derive(Debug, Clone)]
pub struct ManualProxy {
    pub(crate) url: Url,
    pub(crate) credentials: Option<ProxyCredentials>,
}

impl ManualProxy {
    /// `host:port` or `http://host:port` (or `https://…`). A user name and password have their own place.
    ///
    /// # Errors
    /// When it is not such an address.
    pub fn parse(text: &str, credentials: Option<ProxyCredentials>) -> Result<Self, ProxyError> {
        let text = text.trim();
        let with_scheme = if text.contains("://") {
            text.to_owned()
        } else {
            format!("http://{text}")
        };
        let url = Url::parse(&with_scheme).map_err(|_| ProxyError::NotAnAddress)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(ProxyError::UnknownScheme {
                scheme: url.scheme().to_owned(),
            });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ProxyError::HasCredentials);
        }
        let is_an_origin = url.host_str().is_some() && url.path() == "/" && url.query().is_none();
        if is_an_origin {
            Ok(Self { url, credentials })
        } else {
            Err(ProxyError::NotAnAddress)
        }
    }
}

impl fmt::Display for ManualProxy {
    /// Without the credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str().trim_end_matches('/'))
    }
}

/// What a proxy wants before it lets anybody through.
#[derive(Clone)]
pub struct ProxyCredentials {
    user: String,
    password: SecretString,
}

impl ProxyCredentials {
    /// For basic authentication, the only kind that is spoken.
    pub fn new(user: impl Into<String>, password: impl Into<Box<str>>) -> Self {
        Self {
            user: user.into(),
            password: SecretString::from(password.into()),
        }
    }

    /// The user name.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The password itself: for the proxy and the keychain only.
    pub fn expose_password(&self) -> &str {
        self.password.expose_secret()
    }
}

impl fmt::Debug for ProxyCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProxyCredentials(redacted)")
    }
}

/// Why a text is no proxy. It is not repeated: it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyError {
    /// Not `host:port` or `http://host:port`.
    #[error("the proxy's address must look like `http://host:port`")]
    NotAnAddress,
    /// A user name or password stands before the host.
    #[error("the proxy's user name and password must not stand in its address")]
    HasCredentials,
    /// A kind of proxy that is not spoken.
    #[error("no such kind of proxy is supported: `{scheme}`")]
    UnknownScheme {
        /// The scheme found.
        scheme: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_an_origin_without_a_password_in_it() {
        for (typed, shown) in [
            ("proxy.corp:3128", "http://proxy.corp:3128"),
            (" http://10.0.0.1:8080/ ", "http://10.0.0.1:8080"),
            ("https://proxy.corp", "https://proxy.corp"),
        ] {
            assert_eq!(
                ManualProxy::parse(typed, None).unwrap().to_string(),
                shown,
                "{typed}"
            );
        }
        for (typed, error) in [
            ("", ProxyError::NotAnAddress),
            ("http://proxy.corp/wpad.dat", ProxyError::NotAnAddress),
            ("http://ana:geheim@proxy.corp", ProxyError::HasCredentials),
            (
                "socks5://proxy.corp",
                ProxyError::UnknownScheme {
                    scheme: "socks5".into(),
                },
            ),
        ] {
            assert_eq!(
                ManualProxy::parse(typed, None).unwrap_err(),
                error,
                "{typed}"
            );
        }
    }

    #[test]
    fn debug_gives_no_password_away() {
        let credentials = ProxyCredentials::new("ana", "geheim");
        let proxy = ManualProxy::parse("proxy.corp:3128", Some(credentials)).unwrap();
        assert!(!format!("{proxy:?}").contains("geheim"));
    }
}
