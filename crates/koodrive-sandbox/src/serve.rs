//! Accepting connections and holding them until they end, are cut, or the sandbox stops.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Extension;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::routes::router;
use crate::site::Site;
use crate::wire::{Line, Wire};

/// How long to wait for connections to end when the system gives no more.
const OUT_OF_HANDLES: Duration = Duration::from_millis(50);

/// Serves until the site is stopped; then every connection is dropped.
pub(crate) async fn serve(site: Arc<Site>) {
    let mut lines = JoinSet::new();
    loop {
        tokio::select! {
            () = site.stopped() => break,
            accepted = site.door.accept() => match accepted {
                Ok(stream) => {
                    lines.spawn(hold(Arc::clone(&site), stream));
                }
                // Out of file handles, for one: others must end before the next can be had.
                Err(_) => tokio::time::sleep(OUT_OF_HANDLES).await,
            },
            Some(_) = lines.join_next() => {}
        }
    }
}

async fn hold(site: Arc<Site>, stream: TcpStream) {
    let line = Line::default();
    // An answer in two writes must not wait for the acknowledgement of the first.
    let _ = stream.set_nodelay(true);
    let wire = Wire::new(stream, line.clone());
    #[cfg(feature = "tls")]
    if let Some(identity) = &site.settings.tls {
        let Ok(wire) = identity.accept(wire).await else {
            return;
        };
        return speak(site.clone(), line, wire).await;
    }
    speak(site, line, wire).await;
}

/// Speaks HTTP/1.1 on a connection.
async fn speak<S>(site: Arc<Site>, line: Line, stream: S)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut closings = site.door.closings();
    let service = TowerToHyperService::new(router(&site).layer(Extension(line.clone())));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    loop {
        tokio::select! {
            biased;
            () = line.when_cut() => return,
            _ = connection.as_mut() => return,
            Ok(()) = closings.changed() => connection.as_mut().graceful_shutdown(),
        }
    }
}
