//! The stable codes that cross the bridge as text. The screens have words for each of them in every
//! language; a test of theirs reads these lists.

use std::fmt::Write as _;

use provisioning::roster::Code;

/// Why a submission stops by itself: those of [`provisioning::StopReason::code`], and the program's
/// own.
pub const STOPS: &[&str] = &[
    "key-refused",
    "user-id-refused",
    "permission-refused",
    "connection-refused",
    "refused-in-a-row",
    "host-not-found",
    "not-secure",
    "proxy",
    "not-reached",
    "clock-refused",
    "throttled",
    "unknown-in-a-row",
    "ledger",
    LEFT_SENDING,
    PRACTICE_OVER,
];

/// A batch is on its way in the ledger, and nobody waits for its answer.
pub const LEFT_SENDING: &str = "left-sending";

/// The practice service that a submission went to has ended.
pub const PRACTICE_OVER: &str = "practice-over";

/// Why a batch waits before it is sent again.
pub const WAITS: &[&str] = &[RATE_LIMITED, SERVICE_BUSY, NOT_REACHED];

/// The service asks for fewer requests.
pub const RATE_LIMITED: &str = "rate-limited";
/// The gateway has nobody to give the request to.
pub const SERVICE_BUSY: &str = "service-busy";
/// The network, the proxy or TLS.
pub const NOT_REACHED: &str = "not-reached";

/// Why a batch is unknown: those of the client's `UnknownKind`, and the program's end.
pub const UNKNOWNS: &[&str] = &[
    "timed-out",
    "connection-lost",
    "server-error",
    "redirected",
    "unreadable",
    "no-task-id",
    "too-large",
    STOPPED_WHILE_SENDING,
];

/// The program ended while the batch was on its way.
pub const STOPPED_WHILE_SENDING: &str = "stopped-while-sending";

/// What keeps results from coming: those of [`provisioning::PollFault::code`].
pub const UNANSWERED: &[&str] = &["not-reached", "in-trouble", "busy", "refused"];

/// What the test of a connection finds: those of the client's kinds, and the program's own.
pub const FOUND: &[&str] = &[
    "dns",
    "connect-refused",
    "connect-timed-out",
    "connect-unreachable",
    "connect-interrupted",
    "connect-failed",
    "proxy-unreachable",
    "proxy-authentication",
    "proxy-refused",
    "tls-unknown-issuer",
    "tls-wrong-name",
    "tls-expired",
    "tls-not-yet-valid",
    "tls-revoked",
    "tls-not-spoken",
    "tls-failed",
    "throttled",
    "unavailable",
    "timed-out",
    "connection-lost",
    "server-error",
    "redirected",
    "unreadable",
    "no-task-id",
    "too-large",
    REFUSED,
    OTHER_SCHEME,
    SCRIPT_IGNORED,
    SCHEME_KOODRIVE,
    SCHEME_GATEWAY,
    OTHER,
];

/// The service refused, with a code and words of its own.
pub const REFUSED: &str = "refused";
/// The signature is refused, and the other scheme's would be taken.
pub const OTHER_SCHEME: &str = "other-scheme";
/// The system's proxy script is not read.
pub const SCRIPT_IGNORED: &str = "script-ignored";
/// Signed with `KooDrive` app authentication.
pub const SCHEME_KOODRIVE: &str = "scheme-koodrive";
/// Signed for Huawei Cloud's API Gateway.
pub const SCHEME_GATEWAY: &str = "scheme-gateway";
/// Something that the screens have no words for; its own are all there is.
pub const OTHER: &str = "other";

/// What a person should know about a file.
pub const NOTES: &[&str] = &[
    "hidden-rows",
    "hidden-columns",
    "hidden-sheets",
    "merged-cells",
    "footer-rows",
    "repeated-headers",
    LIST_BESIDE,
    FORMULAS_WITHOUT_RESULT,
];

/// Another list of users stands beside the one that is read.
pub const LIST_BESIDE: &str = "list-beside";
/// Formulas whose results are not in the file.
pub const FORMULAS_WITHOUT_RESULT: &str = "formulas-without-result";

/// Steps that can be undone and are no fix.
pub const STEPS: &[&str] = &["edit", "leave-out", "map-column", "join-names"];

/// What the service said against a user the last time.
pub const REFUSED_EARLIER: &str = "refused-earlier";

/// The phone is in another submission, and nobody knows whether the service took it. Rows have this
/// in place of the code of those that were submitted earlier, which is how lists count them.
pub const UNKNOWN_EARLIER: &str = "unknown-earlier";
/// The first name is missing: a sign such as `-` stands in its place; for rows, which [`Code`] calls `first-name-missing`.
pub const FIRST_NAME_PLACEHOLDER: &str = "first-name-placeholder";
/// The same of the phone.
pub const PHONE_PLACEHOLDER: &str = "phone-placeholder";
/// The phone is still to be sent in another submission; for rows, as [`UNKNOWN_EARLIER`].
pub const WAITING_EARLIER: &str = "waiting-earlier";

/// What can be wrong with a row.
pub fn problems() -> Vec<&'static str> {
    let codes = Code::ALL.iter().map(|code| code.name());
    codes
        .chain([
            REFUSED_EARLIER,
            UNKNOWN_EARLIER,
            WAITING_EARLIER,
            FIRST_NAME_PLACEHOLDER,
            PHONE_PLACEHOLDER,
        ])
        .collect()
}

/// The lists as a TypeScript module.
pub fn typescript() -> String {
    let mut text = String::from("// Generated from the Rust lists in `contract/codes.rs`.\n");
    for (name, codes) in [
        ("PROBLEMS", problems().as_slice()),
        ("STOPS", STOPS),
        ("WAITS", WAITS),
        ("UNKNOWNS", UNKNOWNS),
        ("UNANSWERED", UNANSWERED),
        ("FOUND", FOUND),
        ("NOTES", NOTES),
        ("STEPS", STEPS),
    ] {
        let quoted: Vec<_> = codes.iter().map(|code| format!("'{code}'")).collect();
        let _ = writeln!(
            text,
            "\nexport const {name}: string[] = [\n\t{}\n];",
            quoted.join(",\n\t")
        );
    }
    text
}
