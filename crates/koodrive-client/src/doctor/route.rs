//! Which way requests go.

use hyper_util::client::proxy::matcher::Matcher;

use super::{Finding, Notice, pac};
use crate::settings::{ClientSettings, Proxy};

/// The way to the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// Straight.
    Direct,
    /// Straight, although the system asks for a script to be read first.
    DirectDespiteScript(String),
    /// Through this proxy, shown without its credentials.
    Through(String),
}

impl Route {
    /// The same decisions as the client's own, by the same library.
    pub(super) fn of(settings: &ClientSettings) -> Self {
        match &settings.proxy {
            _ if settings.endpoint.is_loopback() => Self::Direct,
            Proxy::None => Self::Direct,
            Proxy::Manual(manual) => Self::Through(manual.to_string()),
            Proxy::System => Self::system(settings, &Matcher::from_system(), pac::script()),
        }
    }

    fn system(settings: &ClientSettings, matcher: &Matcher, script: Option<String>) -> Self {
        let uri = settings.endpoint.to_string().parse().ok();
        match uri.and_then(|uri| matcher.intercept(&uri)) {
            Some(proxy) => Self::Through(origin(proxy.uri())),
            None => script.map_or(Self::Direct, Self::DirectDespiteScript),
        }
    }

    pub(super) fn is_through_a_proxy(&self) -> bool {
        matches!(self, Self::Through(_))
    }

    pub(super) fn finding(&self) -> Finding {
        match self {
            Self::Direct => Finding::NotNeeded,
            Self::DirectDespiteScript(script) => Finding::Notice(Notice::ScriptIgnored {
                script: script.clone(),
            }),
            Self::Through(proxy) => Finding::Good(proxy.clone()),
        }
    }
}

/// Scheme, host and port: a user name and password may stand before the host.
fn origin(uri: &http::Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or("http");
    let host = uri.host().unwrap_or_default();
    match uri.port_u16() {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessKey, Credentials, Endpoint, ManualProxy, Scheme, SecretKey, UserId};

    fn settings(endpoint: &str) -> ClientSettings {
        let credentials = Credentials {
            access_key: AccessKey::parse("a378331eca141163").unwrap(),
            secret_key: SecretKey::parse("secret").unwrap(),
        };
        let endpoint = Endpoint::parse(endpoint).unwrap();
        ClientSettings::new(
            endpoint,
            UserId::parse("15").unwrap(),
            Scheme::KooDrive,
            credentials,
        )
    }

    #[test]
    fn the_system_s_proxy_is_shown_without_its_password() {
        let matcher = Matcher::builder()
            .https("http://ana:geheim@proxy.corp:3128")
            .no("drive.corp")
            .build();
        let script = || Some("http://wpad/wpad.dat".to_owned());
        let route = |endpoint| Route::system(&settings(endpoint), &matcher, script());
        assert_eq!(
            route("https://drive.example"),
            Route::Through("http://proxy.corp:3128".into())
        );
        assert_eq!(
            route("https://drive.corp"),
            Route::DirectDespiteScript("http://wpad/wpad.dat".into())
        );
        assert_eq!(
            Route::system(&settings("https://drive.corp"), &matcher, None),
            Route::Direct
        );
    }

    #[test]
    fn what_was_chosen_goes_before_the_system() {
        let mut settings = settings("https://drive.example");
        settings.proxy = Proxy::Manual(ManualProxy::parse("proxy.corp:8080", None).unwrap());
        assert_eq!(
            Route::of(&settings),
            Route::Through("http://proxy.corp:8080".into())
        );
        settings.endpoint = Endpoint::parse("http://127.0.0.1:1").unwrap();
        assert_eq!(
            Route::of(&settings),
            Route::Direct,
            "loopback is never asked of a proxy"
        );
    }
}
