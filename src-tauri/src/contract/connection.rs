//! Connections: where users are created, who signs, and whether it works.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::secret::SecretText;

/// A connection as the screen may know it: everything but the secret key.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub struct Connection {
    /// The connection's own ID.
    pub id: String,
    /// The name a person gave it.
    pub name: String,
    /// The colour that tells it from the others on every screen.
    pub color: ConnectionColor,
    /// Which of the service's sites.
    pub site: Site,
    /// The site's address: `https://host[:port]`.
    pub base_url: String,
    /// Host and, where it is not the default, port: what the confirmation shows.
    pub host: String,
    /// The KooDrive user ID that signs.
    pub signing_user_id: String,
    /// The signature scheme.
    pub scheme: SignatureScheme,
    /// The last four characters of the access key, when there is one.
    pub access_key_tail: Option<String>,
    /// Where its keys are.
    pub keys: KeyPlace,
    /// The file name of an extra certificate authority, when one was chosen.
    pub ca_file: Option<String>,
    /// Whether this is the practice service inside the app.
    pub practice: bool,
    /// What the last test found, if there was one.
    pub last_test: Option<LastTest>,
}

/// A few colours, easily told apart and never the only sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub enum ConnectionColor {
    /// Blue.
    Blue,
    /// Teal.
    Teal,
    /// Green.
    Green,
    /// Amber; the practice connection's.
    Amber,
    /// Orange.
    Orange,
    /// Red.
    Red,
    /// Pink.
    Pink,
    /// Violet.
    Violet,
}

/// The service's sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub enum Site {
    /// `https://intl.myhuaweicloud-koodrive.com`
    International,
    /// `https://cn.myhuaweicloud-koodrive.com`
    China,
    /// A carrier's own address, typed in.
    Own,
    /// The practice service inside the app.
    Practice,
}

/// The two signature schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub enum SignatureScheme {
    /// KooDrive app authentication, the default.
    AppAuthentication,
    /// Huawei Cloud's API gateway.
    ApiGateway,
}

/// Where a connection's keys are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub enum KeyPlace {
    /// In the operating system's keychain.
    Keychain,
    /// In memory, gone when the program ends.
    Session,
    /// Nowhere: they must be typed in.
    Missing,
}

/// The short form of the last test.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub struct LastTest {
    /// When, RFC 3339.
    pub at: String,
    /// Whether every step passed.
    pub works: bool,
    /// The first step that failed.
    pub failed_step: Option<TestStepKind>,
}

/// A connection's public part as typed in.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub struct ConnectionDraft {
    /// The connection to change; a new one without.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: ConnectionColor,
    /// Its site.
    pub site: Site,
    /// The address, for [`Site::Own`].
    pub base_url: Option<String>,
    /// The KooDrive user ID that signs.
    pub signing_user_id: String,
    /// The signature scheme.
    pub scheme: SignatureScheme,
}

/// Keys on their one way in. Not `Serialize`: there is no way back.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub struct SaveKeys {
    /// The connection they belong to.
    pub connection_id: String,
    /// The access key (AK, "AppId").
    pub access_key: SecretText,
    /// The secret key (SK, "AppSecret").
    pub secret_key: SecretText,
    /// Keep them in memory only, for a machine without a keychain.
    pub session_only: bool,
}

/// What a test found, step by step up to the first failure.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub struct TestReport {
    /// The steps in the order they were taken.
    pub steps: Vec<TestStep>,
    /// Whether every step passed.
    pub works: bool,
    /// By how many seconds this machine's clock is ahead of the service's (behind: negative).
    pub clock_offset_seconds: Option<i32>,
    /// The other scheme, when the chosen one was refused and that one works.
    pub other_scheme_works: Option<SignatureScheme>,
}

/// One step of a test.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub struct TestStep {
    /// Which step.
    pub step: TestStepKind,
    /// How it went.
    pub outcome: StepOutcome,
    /// What is there, as it is: an address, a host, a certificate's issuer.
    pub detail: Option<String>,
    /// What was found, where that is a sentence.
    pub found: Option<Found>,
    /// What to do about it, when it did not pass.
    pub advice: Option<Advice>,
}

/// What a test found: a sentence of the program's by its code, and what goes into it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub struct Found {
    /// One of [`FOUND`](super::codes::FOUND).
    pub code: String,
    /// What the sentence is about: the service's code, an HTTP status, a host, a certificate's issuer,
    /// where a script is.
    pub about: Option<String>,
    /// The words of the service or the system, in their language.
    pub words: Option<String>,
}

/// What to do about a step that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export_to = "connection.ts")]
pub enum Advice {
    /// The name is not known: the address's spelling, the network.
    CheckName,
    /// Nobody listens at this port.
    CheckPort,
    /// No way to the host: the network, a firewall, a proxy that is missing.
    CheckNetwork,
    /// The proxy cannot be reached.
    CheckProxy,
    /// The proxy wants a user name and password.
    ProxyPassword,
    /// The proxy does not let this host through.
    ProxyRefuses,
    /// The company inspects TLS: its certificate authority is chosen here or installed.
    ChooseCompanyCa,
    /// The site has a certificate authority of its own, which is chosen here.
    ChooseSiteCa,
    /// The certificate is another host's.
    CertificateOfAnother,
    /// The certificate has expired, or this machine's date is wrong.
    CheckDate,
    /// What listens there does not speak TLS.
    NotTls,
    /// The certificate cannot be trusted.
    CertificateBad,
    /// AK and SK are refused with both signature schemes.
    CheckKeys,
    /// The other signature scheme would be taken.
    OtherScheme,
    /// The time of the signature is refused.
    CheckClock,
    /// The signing user is not known.
    CheckUserId,
    /// The key may not use batch provisioning.
    AskPermission,
    /// There is no batch provisioning at this address.
    CheckAddress,
    /// It points elsewhere, or something else answers: perhaps this network wants a login first.
    NotTheService,
    /// The service is asked too often, or is in trouble: later.
    TryLater,
    /// The service's own words are all there is.
    ReadWords,
}

/// The steps of a test, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub enum TestStepKind {
    /// The address can be understood.
    Address,
    /// Its name is known.
    Dns,
    /// The proxy lets it through.
    Proxy,
    /// A TCP connection stands.
    Tcp,
    /// TLS, and a certificate that is trusted.
    Tls,
    /// The clock agrees, or its offset was compensated.
    Clock,
    /// The key and signature were accepted.
    Signature,
    /// The signing user is known.
    UserId,
    /// It may query tasks.
    Permission,
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub enum StepOutcome {
    /// As it should be.
    Passed,
    /// It works, and something should be known.
    Warned,
    /// It does not.
    Failed,
    /// Not reached, or not needed.
    Skipped,
}

/// Whether the operating system's keychain works here.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "connection.ts")]
pub struct KeychainHealth {
    /// Whether a trial entry was written, read, deleted and was gone.
    pub works: bool,
    /// The name people know it by: Credential Manager, Keychain, Secret Service.
    pub name: String,
    /// What went wrong, in English.
    pub problem: Option<String>,
}
