//! From a connection as it is written down to a client that signs for it.

use std::path::PathBuf;

use chrono::TimeDelta;
use koodrive_client::{
    AccessKey, Client, ClientError, ClientSettings, Credentials, Endpoint, EndpointError, ExtraCa,
    ExtraCaError, IdError, KeyError, ManualProxy, Proxy, ProxyCredentials, ProxyError, Scheme,
    SecretKey, ServiceClock, Timeouts, UnknownScheme, UserId,
};
use ledger::ConnectionStamp;
use secrecy::{ExposeSecret, SecretString};

/// A connection as a person has set it up, without its keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionCard {
    /// Its lasting ID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `international`, `china`, or `https://host[:port]`.
    pub endpoint: String,
    /// The KooDrive user ID that signs.
    pub user_id: String,
    /// `koodrive` or `gateway`.
    pub scheme: String,
    /// A file with CAs to trust beside the system's, in PEM.
    pub extra_ca: Option<PathBuf>,
    /// A proxy as `http://host:port`, or `none`; without it, the system's.
    pub proxy: Option<String>,
}

/// A connection one can send on: a client that signs, and what the ledger keeps of it.
#[derive(Clone, Debug)]
pub struct Signer {
    stamp: ConnectionStamp,
    client: Client,
}

impl Signer {
    /// Checks everything that can be checked without the network.
    ///
    /// # Errors
    /// What is wrong, with the value that is.
    pub fn new(card: &ConnectionCard, keys: &Keys) -> Result<Self, ConnectError> {
        Self::within(card, keys, &Surroundings::default())
    }

    /// The same in given surroundings.
    ///
    /// # Errors
    /// As for [`Signer::new`].
    pub fn within(
        card: &ConnectionCard,
        keys: &Keys,
        surroundings: &Surroundings,
    ) -> Result<Self, ConnectError> {
        let endpoint = parse_endpoint(&card.endpoint)?;
        let scheme: Scheme = card.scheme.parse()?;
        let user_id = UserId::parse(&card.user_id)?;
        let stamp = ConnectionStamp {
            id: card.id.clone(),
            name: card.name.clone(),
            host: endpoint.host(),
            signing_user: user_id.to_string(),
            scheme: scheme.to_string(),
        };
        let credentials = Credentials {
            access_key: AccessKey::parse(&keys.access_key)?,
            secret_key: SecretKey::parse(keys.secret_key.expose_secret())?,
        };
        let mut settings = ClientSettings::new(endpoint, user_id, scheme, credentials);
        settings.proxy = proxy(card.proxy.as_deref(), surroundings)?;
        settings.extra_ca = extra_ca(card.extra_ca.as_ref())?;
        settings.timeouts = surroundings.timeouts;
        let client = Client::with_clock(settings, surroundings.clock.clone())?;
        Ok(Self { stamp, client })
    }

    /// What the ledger keeps of the connection.
    pub fn stamp(&self) -> &ConnectionStamp {
        &self.stamp
    }

    /// The client that signs.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// How far this machine's clock is ahead of the service's (behind: negative), as far as an answer
    /// told, and if it is more than the servers' own clocks may differ by. It does no harm: requests
    /// are signed with the service's time.
    pub fn clock_ahead(&self) -> Option<TimeDelta> {
        clock_ahead(&self.client)
    }

    /// The last four characters of the access key, for a person to recognise it by.
    pub fn access_key_end(&self) -> String {
        self.client
            .settings()
            .credentials
            .access_key
            .last_four()
            .to_owned()
    }
}

/// What a connection's card does not say.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// How long to wait for the service.
    pub timeouts: Timeouts,
    /// The service's clock as far as it is known already.
    pub clock: ServiceClock,
    /// What a proxy that was typed in wants to hear.
    pub proxy_credentials: Option<ProxyCredentials>,
}

/// Beyond this a workstation's clock is called wrong: `Date` has whole seconds, and the answer has
/// been on its way.
const NOTICEABLE: TimeDelta = TimeDelta::seconds(2);

pub(crate) fn clock_ahead(client: &Client) -> Option<TimeDelta> {
    let behind = client.clock().offset()?;
    (behind.abs() > NOTICEABLE).then_some(-behind)
}

/// The keys of a connection.
#[derive(Debug)]
pub struct Keys {
    /// The access key (AK).
    pub access_key: String,
    /// The secret key (SK).
    pub secret_key: SecretString,
}

/// An endpoint as it is typed: one of the two known sites by name, or an address.
///
/// # Errors
/// When it is neither, or an address that must not be used.
pub fn parse_endpoint(text: &str) -> Result<Endpoint, EndpointError> {
    match text.trim().to_lowercase().as_str() {
        "international" | "intl" => Ok(Endpoint::international()),
        "china" | "cn" => Ok(Endpoint::china()),
        _ => Endpoint::parse(text),
    }
}

fn proxy(text: Option<&str>, surroundings: &Surroundings) -> Result<Proxy, ConnectError> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None | Some("system") => Ok(Proxy::System),
        Some("none") => Ok(Proxy::None),
        Some(address) => {
            let credentials = surroundings.proxy_credentials.clone();
            let manual = ManualProxy::parse(address, credentials)?;
            Ok(Proxy::Manual(manual))
        }
    }
}

fn extra_ca(file: Option<&PathBuf>) -> Result<Vec<ExtraCa>, ConnectError> {
    let Some(path) = file else {
        return Ok(Vec::new());
    };
    let pem = std::fs::read(path).map_err(|source| ConnectError::CaFile {
        path: path.clone(),
        source,
    })?;
    Ok(ExtraCa::read(&pem)?)
}

/// Why a connection cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// The endpoint is wrong.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// The signature scheme is not one of the two.
    #[error(transparent)]
    Scheme(#[from] UnknownScheme),
    /// The signing user's ID is wrong.
    #[error(transparent)]
    UserId(#[from] IdError),
    /// A key is wrong.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The proxy is wrong.
    #[error(transparent)]
    Proxy(#[from] ProxyError),
    /// The file with CAs cannot be read.
    #[error("failed to read the CA file `{}`", path.display())]
    CaFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file with CAs holds none.
    #[error(transparent)]
    Ca(#[from] ExtraCaError),
    /// There is no client to be had.
    #[error(transparent)]
    Client(#[from] ClientError),
}
