//! The codes of the API gateway in front: `APIG.NNNN` or `APIGW.NNNN` (API Gateway, "Error Codes").

use super::RefusalKind;

/// The four digits of a gateway's code, whichever of its two names it goes by.
pub(crate) fn digits(code: &str) -> Option<&str> {
    let digits = code
        .strip_prefix("APIGW.")
        .or_else(|| code.strip_prefix("APIG."))?;
    (digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// "The throttling threshold has been reached".
pub(crate) fn is_throttling(code: &str) -> bool {
    digits(code) == Some("0308")
}

/// Whether the gateway turned the request away before it asked the service behind it: no such API, not authorised, not
/// allowed. All other codes are about that request, or about the gateway's own trouble, which may come after it.
pub(crate) fn turns_away(code: &str) -> bool {
    let group = digits(code).and_then(|digits| digits.get(..2));
    matches!(group, Some("01" | "03" | "04" | "05" | "08"))
}

/// What a gateway's refusal is about; `None` when the status says it better.
pub(crate) fn kind(code: &str) -> Option<RefusalKind> {
    Some(match digits(code)? {
        // No such API, not published, wrong method.
        "0101" => RefusalKind::NotFound,
        // IAM, app and other authentication information is incorrect; a token or its refresh is.
        "0301" | "0303" | "0305" | "0307" | "0310" | "0311" => RefusalKind::Credentials,
        // The key is known but was not given this API; the caller's address is not allowed; the quota is used up or the
        // account frozen; the region is closed to it.
        "0302" | "0304" | "0306" | "0401" | "0402" | "0404" | "0501" | "0502" | "0802" => {
            RefusalKind::Permission
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_of_a_code_mean_the_same() {
        for code in ["APIG.0303", "APIGW.0303"] {
            assert_eq!(kind(code), Some(RefusalKind::Credentials), "{code}");
        }
        assert!(is_throttling("APIG.0308"));
        for code in ["APIG.0203", "APIG.0601", "APIGW.9999", "13000102"] {
            assert!(!turns_away(code), "{code}");
        }
        assert!(turns_away("APIGW.0308"));
        for code in [
            "13000102",
            "APIG.03",
            "APIG.03030",
            "APIG.abcd",
            "XAPIG.0303",
        ] {
            assert_eq!(digits(code), None, "{code}");
        }
    }
}
