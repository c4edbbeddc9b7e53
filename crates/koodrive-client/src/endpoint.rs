//! Where the service is: one origin, and nothing else.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use url::{Host, Url};

/// The origin of a KooDrive site: `https://host` or `https://host:port`.
///
/// Requests carry users' passwords, so plain `http` is accepted to this very machine only (the practice service).
/// There is no path, query, fragment or user name in it: the paths are the service's, the credentials have their own
/// type.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Endpoint {
    url: Url,
    host_name: String,
    port: u16,
}

impl Endpoint {
    /// The international site, AP-Singapore (service page, "Endpoints").
    pub const INTERNATIONAL: &str = "https://intl.myhuaweicloud-koodrive.com";
    /// The site for China (service page, "Endpoints").
    pub const CHINA: &str = "https://cn.myhuaweicloud-koodrive.com";

    /// Reads an endpoint as a person types it; surrounding spaces and one `/` at the end are forgiven.
    ///
    /// # Errors
    /// Says which part is missing, superfluous or unsafe.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let text = text.trim();
        let url = Url::parse(text).map_err(|source| EndpointError::NotAUrl {
            text: text.to_owned(),
            source,
        })?;
        refuse_plain_text(&url)?;
        refuse_extras(&url)?;
        let host_name = url.host_str().ok_or(EndpointError::NoHost)?.to_owned();
        let port = url.port_or_known_default().ok_or(EndpointError::NoHost)?;
        Ok(Self {
            url,
            host_name,
            port,
        })
    }

    /// [`Self::INTERNATIONAL`], parsed.
    pub fn international() -> Self {
        Self::known(Self::INTERNATIONAL)
    }

    /// [`Self::CHINA`], parsed.
    pub fn china() -> Self {
        Self::known(Self::CHINA)
    }

    fn known(constant: &str) -> Self {
        Self::parse(constant).expect("the constants are valid endpoints, which a test says too")
    }

    /// The text of the `Host` header, which is signed: with the port only when it is not the scheme's default.
    pub fn host(&self) -> String {
        match self.url.port() {
            Some(port) => format!("{}:{port}", self.host_name),
            None => self.host_name.clone(),
        }
    }

    /// The host without its port: a name, an IPv4 address, or an IPv6 address in brackets.
    pub fn host_name(&self) -> &str {
        &self.host_name
    }

    /// The port that is dialled, the scheme's default included.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether requests are encrypted on their way. Only a loopback endpoint may not be.
    pub fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether this is the machine itself: `localhost`, `127.0.0.0/8` or `[::1]`.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    pub(crate) fn url(&self, path: &str, query: &str) -> Url {
        let mut url = self.url.clone();
        url.set_path(path);
        url.set_query((!query.is_empty()).then_some(query));
        url
    }
}

fn refuse_extras(url: &Url) -> Result<(), EndpointError> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(EndpointError::HasCredentials);
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(EndpointError::MoreThanAnOrigin);
    }
    Ok(())
}

fn refuse_plain_text(url: &Url) -> Result<(), EndpointError> {
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        "http" => Err(EndpointError::NotEncrypted {
            host: url.host_str().unwrap_or_default().to_owned(),
        }),
        other => Err(EndpointError::UnknownScheme {
            scheme: other.to_owned(),
        }),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({self})")
    }
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, EndpointError> {
        Self::parse(text)
    }
}

impl Serialize for Endpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Endpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// Why a text is no endpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// It does not have the form of an address.
    #[error("not an address like `https://host`: `{text}`")]
    NotAUrl {
        /// What was typed.
        text: String,
        /// What is wrong with it.
        source: url::ParseError,
    },
    /// There is no host in it.
    #[error("the address names no host")]
    NoHost,
    /// A user name or password stands before the host.
    #[error("the address must not hold a user name or password")]
    HasCredentials,
    /// A path, query or fragment follows the host.
    #[error("the address must end after the host and port")]
    MoreThanAnOrigin,
    /// `http` to another machine: passwords would travel in plain text.
    #[error("`http` would send passwords in plain text to `{host}`, `https` is needed")]
    NotEncrypted {
        /// The host.
        host: String,
    },
    /// Neither `https` nor `http`.
    #[error("the address must begin with `https://`, found `{scheme}:`")]
    UnknownScheme {
        /// The scheme found.
        scheme: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_sites_are_what_the_service_page_says() {
        assert_eq!(
            Endpoint::international().host(),
            "intl.myhuaweicloud-koodrive.com"
        );
        assert_eq!(
            Endpoint::china().to_string(),
            "https://cn.myhuaweicloud-koodrive.com"
        );
    }

    #[test]
    fn host_carries_the_port_only_when_it_is_not_the_default() {
        for (typed, host) in [
            ("https://drive.example", "drive.example"),
            (" https://Drive.Example:443/ ", "drive.example"),
            ("https://drive.example:8443", "drive.example:8443"),
            ("http://127.0.0.1:80", "127.0.0.1"),
            ("http://[::1]:9000", "[::1]:9000"),
            ("https://云.example", "xn--9kq.example"),
        ] {
            assert_eq!(Endpoint::parse(typed).unwrap().host(), host, "{typed}");
        }
    }

    #[test]
    fn plain_http_reaches_no_other_machine() {
        for typed in [
            "http://drive.example",
            "http://10.0.0.1",
            "http://localhost.example",
            "http://127.0.0.1.example",
        ] {
            let error = Endpoint::parse(typed).unwrap_err();
            assert!(
                matches!(error, EndpointError::NotEncrypted { .. }),
                "{typed}: {error}"
            );
        }
        for typed in ["http://localhost:1", "http://127.9.9.9", "http://[::1]"] {
            assert!(Endpoint::parse(typed).unwrap().is_loopback(), "{typed}");
        }
    }

    #[test]
    fn whatever_is_more_than_an_origin_is_refused() {
        for (typed, error) in [
            ("https://u:p@drive.example", EndpointError::HasCredentials),
            ("https://drive.example/api", EndpointError::MoreThanAnOrigin),
            ("https://drive.example?a=b", EndpointError::MoreThanAnOrigin),
            ("https://drive.example#a", EndpointError::MoreThanAnOrigin),
            (
                "ftp://drive.example",
                EndpointError::UnknownScheme {
                    scheme: "ftp".into(),
                },
            ),
        ] {
            assert_eq!(Endpoint::parse(typed), Err(error), "{typed}");
        }
        assert!(matches!(
            Endpoint::parse("drive.example"),
            Err(EndpointError::NotAUrl { .. })
        ));
    }

    #[test]
    fn survives_serde_as_text() {
        let endpoint = Endpoint::parse("https://drive.example:8443").unwrap();
        let json = serde_json::to_string(&endpoint).unwrap();
        assert_eq!(json, "\"https://drive.example:8443\"");
        assert_eq!(serde_json::from_str::<Endpoint>(&json).unwrap(), endpoint);
        assert!(serde_json::from_str::<Endpoint>("\"http://drive.example\"").is_err());
    }
}
