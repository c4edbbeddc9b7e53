//! Testing a connection: the doctor's findings, and what is remembered of them.

use std::sync::Arc;

use chrono::Utc;
use provisioning::ConnectError;

use super::held;
use crate::contract::connection::{LastTest, StepOutcome, TestReport};
use crate::contract::error::CommandError;
use crate::house::House;
use crate::translate::{self, instant};

impl House {
    /// Asks the doctor about a connection. Nothing is created.
    pub(crate) async fn test_connection(
        self: &Arc<Self>,
        id: String,
    ) -> Result<TestReport, CommandError> {
        let of = id.clone();
        let signer = self
            .apart(move |house| Ok(house.signers.signer(&of)?))
            .await?;
        let examination = signer
            .client()
            .examine()
            .await
            .map_err(ConnectError::from)?;
        let report = translate::connection::report(&examination);
        held(&self.connections.tests).insert(id, remembered(&report));
        Ok(report)
    }
}

fn remembered(report: &TestReport) -> LastTest {
    let mut steps = report.steps.iter();
    let failed = steps.find(|step| step.outcome == StepOutcome::Failed);
    LastTest {
        at: instant(Utc::now()),
        works: report.works,
        failed_step: failed.map(|step| step.step),
    }
}
