//! A proxy's address: where it listens, and nothing else.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Why a text is no proxy's address. It is not repeated: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyAddressError {
    /// Not `host:port`, with or without `http://` or `https://` before it.
    #[error("the proxy's address must look like `http://host:port`")]
    NotAnAddress,
    /// A user name or password stands before the host: their place is the keychain.
    #[error("the proxy's user name and password must not stand in its address")]
    HasCredentials,
}

/// The address as it is kept: with its scheme, which people leave out, and no slash at its end.
pub(super) fn address(typed: &str) -> Result<String, ProxyAddressError> {
    let typed = typed.trim();
    let (scheme, rest) = typed.split_once("://").unwrap_or(("http", typed));
    let scheme = scheme.to_ascii_lowercase();
    let origin = rest.strip_suffix('/').unwrap_or(rest);
    if origin.contains('@') {
        return Err(ProxyAddressError::HasCredentials);
    }
    if matches!(scheme.as_str(), "http" | "https") && is_host_and_port(origin) {
        Ok(format!("{scheme}://{origin}"))
    } else {
        Err(ProxyAddressError::NotAnAddress)
    }
}

fn is_host_and_port(origin: &str) -> bool {
    // The colons of an IPv6 address stand in brackets.
    let colon = origin.rfind(':').filter(|_| !origin.ends_with(']'));
    let Some(colon) = colon else {
        return is_host(origin);
    };
    let port = &origin[colon + 1..];
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    digits && port.parse::<u16>().is_ok_and(|port| port > 0) && is_host(&origin[..colon])
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        let address = address.strip_suffix(']');
        return address.is_some_and(|text| text.parse::<Ipv6Addr>().is_ok());
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    let known = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_');
    host.split('.').all(|label| !label.is_empty()) && host.chars().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_with_its_scheme() {
        for (typed, kept) in [
            ("proxy.corp:8080", "http://proxy.corp:8080"),
            (" HTTPS://proxy.corp/ ", "https://proxy.corp"),
            ("10.0.0.1:3128", "http://10.0.0.1:3128"),
            ("[::1]:3128", "http://[::1]:3128"),
            ("proxy_1", "http://proxy_1"),
        ] {
            assert_eq!(address(typed).as_deref(), Ok(kept), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for typed in [
            "",
            "http://",
            "socks5://proxy.corp",
            "proxy.corp:",
            "proxy.corp:80a",
            "proxy.corp:99999",
            "proxy.corp/wpad.dat",
            "proxy corp:8080",
            "10.0.0.300:8080",
            "::1",
            "a..b",
        ] {
            let refused = address(typed);
            assert_eq!(refused, Err(ProxyAddressError::NotAnAddress), "{typed}");
        }
        assert_eq!(
            address("ana:geheim@proxy.corp:8080"),
            Err(ProxyAddressError::HasCredentials)
        );
    }
}
