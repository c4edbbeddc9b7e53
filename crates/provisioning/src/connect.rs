//! From a connection as it is written down to a client that signs for it.

use std::path::PathBuf;

use koodrive_client::{
    AccessKey, Client, ClientError, ClientSettings, Credentials, Endpoint, EndpointError, ExtraCa,
    ExtraCaError, IdError, KeyError, Proxy, ProxyError, Scheme, SecretKey, UnknownScheme, UserId,
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
        settings.proxy = proxy(card.proxy.as_deref())?;
        settings.extra_ca = extra_ca(card.extra_ca.as_ref())?;
        let client = Client::new(settings)?;
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

fn proxy(text: Option<&str>) -> Result<Proxy, ConnectError> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None | Some("system") => Ok(Proxy::System),
        Some("none") => Ok(Proxy::None),
        Some(address) => {
            let manual = koodrive_client::ManualProxy::parse(address, None)?;
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
