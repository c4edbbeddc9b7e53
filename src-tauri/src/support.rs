//! The support bundle: what somebody who helps needs to know, and nothing about people or keys.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use provisioning::Standing;

use crate::contract::error::{CommandError, ErrorCode};
use crate::house::House;

/// How many submissions it tells of.
const LATEST: usize = 20;

impl House {
    /// The bundle's text, as it is shown and saved.
    pub(crate) async fn support_text(self: &Arc<Self>) -> Result<String, CommandError> {
        let standings = self.provisioner.standings().await?;
        self.apart(move |house| Ok(house.support_about(&standings)))
            .await
    }

    fn support_about(&self, standings: &[Standing]) -> String {
        let keychain = self.connections.keychain();
        let mut text = format!(
            "KooDrive Provisioner {}\nsystem: {} {}\nledger: {:?}\nkeychain: {}, works: {}\n",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            self.ledger.place,
            keychain.name,
            keychain.works
        );
        let problems = [
            self.ledger
                .problem
                .as_ref()
                .map(|error| error.message.clone()),
            keychain.problem,
        ];
        for problem in problems.into_iter().flatten() {
            push(&mut text, &format!("problem: {problem}"));
        }
        for connection in self.list_connections().unwrap_or_default() {
            push(
                &mut text,
                &format!(
                    "connection: {} · {:?} · keys: {:?}",
                    connection.host, connection.scheme, connection.keys
                ),
            );
        }
        for standing in standings.iter().take(LATEST) {
            push(&mut text, &about(standing));
        }
        text
    }
}

/// Counts only: no file name, no connection's name, nobody's data.
fn about(standing: &Standing) -> String {
    let accounts = &standing.accounts;
    format!(
        "submission {} of {}: {} rows, {} task IDs, {} waiting, {} unknown, {} refused, {} accepted",
        standing.submission.id,
        standing.submission.created.format("%Y-%m-%d"),
        accounts.in_sheet,
        standing.task_ids,
        accounts.waiting,
        accounts.unknown,
        accounts.refused,
        accounts.accepted.total
    )
}

fn push(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("memory takes every line");
}

/// Writes it where a person chose.
pub(crate) async fn write(path: &Path, text: String) -> Result<(), CommandError> {
    tokio::fs::write(path, text)
        .await
        .map_err(|error| CommandError::new(ErrorCode::FileUnwritable, error.to_string()))
}
