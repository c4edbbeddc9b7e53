//! The client: two calls, each signed at the moment of sending.

use std::sync::Arc;

use http::Method;
use reqwest::{Proxy as HttpProxy, redirect, retry};
use rustls::ClientConfig;
use serde_json::value::RawValue;

use crate::answer::{Answer, DataFault};
use crate::json_text::text_of;
use crate::request::{Call, PreparedRequest};
use crate::settings::{ClientSettings, ManualProxy, Proxy};
use crate::trust::{self, Witness};
use crate::{CreateBody, Cursor, Endpoint, PageSize, ServiceClock, TaskId, TaskPage, TraceId};

/// Speaks with one KooDrive site in the name of one user. Clones share connections and the clock.
#[derive(Debug, Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: ClientSettings,
    clock: ServiceClock,
    /// For `create`: never over a connection that was used before. A server may close an idle connection in the very
    /// moment in which a request goes out, and nobody could say whether it was read.
    creating: reqwest::Client,
    /// For `query`, which may be repeated at will.
    querying: reqwest::Client,
}

impl Client {
    /// A client that learns the service's time from this machine's clock and the service's answers.
    ///
    /// # Errors
    /// When there are no CAs to trust on this machine, or the proxy cannot be used.
    pub fn new(settings: ClientSettings) -> Result<Self, ClientError> {
        Self::with_clock(settings, ServiceClock::default())
    }

    /// The same with a clock that somebody else has set up, for instance another client of the same site.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn with_clock(settings: ClientSettings, clock: ServiceClock) -> Result<Self, ClientError> {
        Self::build(settings, clock, None)
    }

    /// A client whose servers' certificates are seen by a witness.
    pub(crate) fn watched(
        settings: ClientSettings,
        clock: ServiceClock,
        witness: Arc<Witness>,
    ) -> Result<Self, ClientError> {
        Self::build(settings, clock, Some(witness))
    }

    fn build(
        settings: ClientSettings,
        clock: ServiceClock,
        witness: Option<Arc<Witness>>,
    ) -> Result<Self, ClientError> {
        let tls = trust::tls_config(&settings.endpoint, &settings.extra_ca, witness)
            .map_err(ClientError::Trust)?;
        let creating = builder(&settings, tls.clone())?.pool_max_idle_per_host(0);
        let creating = creating.build().map_err(ClientError::Build)?;
        let querying = builder(&settings, tls)?
            .build()
            .map_err(ClientError::Build)?;
        Ok(Self {
            inner: Arc::new(Inner {
                settings,
                clock,
                creating,
                querying,
            }),
        })
    }

    /// The service's clock as far as it is known; shared with this client's clones.
    pub fn clock(&self) -> &ServiceClock {
        &self.inner.clock
    }

    /// What the client was made of.
    pub fn settings(&self) -> &ClientSettings {
        &self.inner.settings
    }

    /// Creates a batch provisioning task. **Not idempotent**: see [`Verdict`](crate::Verdict) before sending it again.
    pub async fn create(&self, body: &CreateBody, trace_id: &TraceId) -> Answer<TaskId> {
        self.prepare_create(body, trace_id).send().await
    }

    /// Signs a `create` without sending it, so that its trace ID and time can be written down first.
    pub fn prepare_create(&self, body: &CreateBody, trace_id: &TraceId) -> PreparedRequest<TaskId> {
        PreparedRequest::new(self, trace_id, &Call::create(body), Box::new(read_task_id))
    }

    /// Asks for one page of a task's results. Changes nothing and may be repeated at will.
    pub async fn query(
        &self,
        task_id: &TaskId,
        cursor: &Cursor,
        page_size: PageSize,
        trace_id: &TraceId,
    ) -> Answer<TaskPage> {
        self.prepare_query(task_id, cursor, page_size, trace_id)
            .send()
            .await
    }

    /// Signs a `query` without sending it.
    pub fn prepare_query(
        &self,
        task_id: &TaskId,
        cursor: &Cursor,
        page_size: PageSize,
        trace_id: &TraceId,
    ) -> PreparedRequest<TaskPage> {
        let page_size = page_size.get().to_string();
        let query = [
            ("taskId", task_id.as_str()),
            ("cursor", cursor.as_str()),
            ("pageSize", &page_size),
        ];
        let asked = cursor.clone();
        let read =
            move |data: Option<&RawValue>| TaskPage::read(data).map(|page| page.asked_with(&asked));
        PreparedRequest::new(self, trace_id, &Call::query(&query), Box::new(read))
    }

    pub(crate) fn http(&self, method: &Method) -> &reqwest::Client {
        if *method == Method::POST {
            &self.inner.creating
        } else {
            &self.inner.querying
        }
    }
}

/// `data` of an accepted `create`: the task ID, as text or as a number, digit by digit.
pub(crate) fn read_task_id(data: Option<&RawValue>) -> Result<TaskId, DataFault> {
    let text = data.and_then(text_of).ok_or(DataFault::NoTaskId)?;
    TaskId::parse(&text).map_err(|_| DataFault::NoTaskId)
}

fn builder(
    settings: &ClientSettings,
    tls: ClientConfig,
) -> Result<reqwest::ClientBuilder, ClientError> {
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(settings.endpoint.is_https())
        .http1_only()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .user_agent(USER_AGENT)
        .connect_timeout(settings.timeouts.connect)
        .timeout(settings.timeouts.total());
    with_proxy(builder, &settings.endpoint, &settings.proxy)
}

const USER_AGENT: &str = concat!("koodrive-provision/", env!("CARGO_PKG_VERSION"));

fn with_proxy(
    builder: reqwest::ClientBuilder,
    endpoint: &Endpoint,
    proxy: &Proxy,
) -> Result<reqwest::ClientBuilder, ClientError> {
    match proxy {
        // No proxy can reach this machine's own loopback, and a request for it must not leave the machine.
        _ if endpoint.is_loopback() => Ok(builder.no_proxy()),
        Proxy::System => Ok(builder),
        Proxy::None => Ok(builder.no_proxy()),
        Proxy::Manual(manual) => Ok(builder.proxy(http_proxy(manual)?)),
    }
}

fn http_proxy(manual: &ManualProxy) -> Result<HttpProxy, ClientError> {
    let proxy = HttpProxy::all(manual.url.clone()).map_err(ClientError::Build)?;
    Ok(match &manual.credentials {
        Some(credentials) => proxy.basic_auth(credentials.user(), credentials.expose_password()),
        None => proxy,
    })
}

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// This machine's CAs cannot be used.
    #[error("no certificates to trust on this machine")]
    Trust(#[source] rustls::Error),
    /// The HTTP library does not like the settings.
    #[error("failed to set up the connection")]
    Build(#[source] reqwest::Error),
}
