//! The `Authorization` header of both schemes.

/// A signature scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// KooDrive app authentication.
    App,
    /// Huawei Cloud API Gateway.
    Gateway,
}

impl Scheme {
    pub(crate) fn algorithm(self) -> &'static str {
        match self {
            Self::App => "HMAC-SHA256",
            Self::Gateway => "SDK-HMAC-SHA256",
        }
    }

    fn from_algorithm(text: &str) -> Option<Self> {
        [Self::App, Self::Gateway]
            .into_iter()
            .find(|scheme| scheme.algorithm() == text)
    }

    fn access_key_name(self) -> &'static str {
        match self {
            Self::App => "AppId",
            Self::Gateway => "Access",
        }
    }

    /// The headers whose change must break the signature.
    fn required_headers(self) -> &'static [&'static str] {
        match self {
            Self::App => &["host", "x-date", "x-user-id"],
            Self::Gateway => &["host", "x-date", "x-sdk-date", "x-user-id"],
        }
    }
}

/// A parsed `Authorization` header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Authorization {
    pub(crate) scheme: Scheme,
    pub(crate) access_key: String,
    pub(crate) signed_headers: Vec<String>,
    pub(crate) signature: String,
}

impl Authorization {
    /// Reads `ALGORITHM NAME=…,SignedHeaders=…,Signature=…`; blanks after the commas do not
    /// matter, the order does.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (algorithm, rest) = text.split_once(' ')?;
        let scheme = Scheme::from_algorithm(algorithm)?;
        let mut parts = rest.split(',').map(|part| part.trim_matches(' '));
        let access_key = value(parts.next()?, scheme.access_key_name())?;
        let signed_headers = value(parts.next()?, "SignedHeaders")?;
        let signature = value(parts.next()?, "Signature")?;
        if parts.next().is_some() {
            return None;
        }
        Some(Self {
            scheme,
            access_key: access_key.to_owned(),
            signed_headers: signed_headers.split(';').map(str::to_owned).collect(),
            signature: signature.to_owned(),
        })
    }

    /// Checks that all required headers are signed, named in lower case, sorted, each once.
    pub(crate) fn check_signed_headers(&self) -> Result<(), String> {
        let names = &self.signed_headers;
        if names
            .iter()
            .any(|name| name.bytes().any(|b| b.is_ascii_uppercase()))
        {
            return Err("SignedHeaders are not in lower case".to_owned());
        }
        if !names.is_sorted_by(|a, b| a < b) {
            return Err("SignedHeaders are not sorted".to_owned());
        }
        let mut required = self.scheme.required_headers().iter();
        match required.find(|name| !names.iter().any(|signed| signed == *name)) {
            Some(missing) => Err(format!("{missing} is not signed")),
            None => Ok(()),
        }
    }
}

fn value<'a>(part: &'a str, name: &str) -> Option<&'a str> {
    let value = part.strip_prefix(name)?.strip_prefix('=')?;
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signing(headers: &str) -> Authorization {
        let text = format!("HMAC-SHA256 AppId=ak,SignedHeaders={headers},Signature=00");
        Authorization::parse(&text).unwrap()
    }

    #[test]
    fn both_schemes_are_read() {
        let app = signing("host;x-date;x-user-id");
        assert_eq!(app.scheme, Scheme::App);
        assert_eq!(app.access_key, "ak");
        assert_eq!(app.signed_headers, ["host", "x-date", "x-user-id"]);
        assert_eq!(app.signature, "00");
        let gateway =
            Authorization::parse("SDK-HMAC-SHA256 Access=ak, SignedHeaders=host, Signature=00");
        assert_eq!(gateway.unwrap().scheme, Scheme::Gateway);
    }

    #[test]
    fn anything_else_is_not() {
        for text in [
            "",
            "HMAC-SHA256",
            "Bearer abc",
            "HMAC-SHA256 Access=ak,SignedHeaders=host,Signature=00",
            "SDK-HMAC-SHA256 AppId=ak,SignedHeaders=host,Signature=00",
            "HMAC-SHA256 AppId=,SignedHeaders=host,Signature=00",
            "HMAC-SHA256 AppId=ak,SignedHeaders=host",
            "HMAC-SHA256 AppId=ak,SignedHeaders=host,Signature=00,More=1",
            "hmac-sha256 AppId=ak,SignedHeaders=host,Signature=00",
        ] {
            assert_eq!(Authorization::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_documented_headers_must_be_signed() {
        assert_eq!(
            signing("host;x-date;x-user-id").check_signed_headers(),
            Ok(())
        );
        let more = signing("content-type;host;x-date;x-user-id");
        assert_eq!(more.check_signed_headers(), Ok(()));
        for headers in [
            "host;x-date",
            "x-date;x-user-id",
            "host;x-user-id",
            "x-user-id;x-date;host",
            "host;host;x-date;x-user-id",
            "Host;x-date;x-user-id",
        ] {
            assert!(
                signing(headers).check_signed_headers().is_err(),
                "{headers}"
            );
        }
    }
}
