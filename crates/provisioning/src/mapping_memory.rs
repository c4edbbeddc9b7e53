//! A mapping that was confirmed by submitting is remembered for sheets with the same header.

use std::sync::PoisonError;

use chrono::Utc;
use roster::ColumnMapping;

use crate::error::ProvisioningError;
use crate::plan::{SharedRoster, read_shared};
use crate::provisioner::Provisioner;

impl Provisioner {
    /// Takes the mapping that was confirmed for a sheet of this shape; whether there was another
    /// one than the sheet proposes.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn recall_mapping(&self, roster: &SharedRoster) -> Result<bool, ProvisioningError> {
        let shape = read_shared(roster).shape();
        let known = self
            .journal()
            .run(move |ledger| ledger.mapping(shape.as_str()))
            .await??;
        let mapping = known.and_then(|json| serde_json::from_str::<ColumnMapping>(&json).ok());
        let mut roster = roster.write().unwrap_or_else(PoisonError::into_inner);
        Ok(mapping.is_some_and(|mapping| roster.set_mapping(mapping)))
    }

    /// Remembers the mapping for sheets of this shape.
    ///
    /// # Errors
    /// When the ledger fails.
    pub async fn remember_mapping(&self, roster: &SharedRoster) -> Result<(), ProvisioningError> {
        let (shape, mapping) = {
            let roster = read_shared(roster);
            let json = serde_json::to_string(roster.mapping());
            (
                roster.shape(),
                json.expect("fields and columns always become JSON"),
            )
        };
        let written = self
            .journal()
            .run(move |ledger| ledger.remember_mapping(shape.as_str(), &mapping, Utc::now()));
        Ok(written.await??)
    }
}
