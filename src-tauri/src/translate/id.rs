//! IDs as the screen has them, text, and as the ledger has them.

use provisioning::ledger::{BatchId, SubmissionId};

use crate::contract::error::CommandError;
use crate::translate::error::not_found;

/// A submission's ID.
pub(crate) fn submission_id(text: &str) -> Result<SubmissionId, CommandError> {
    text.parse().map_err(|_| not_found("submission", text))
}

/// A batch's ID.
pub(crate) fn batch_id(text: &str) -> Result<BatchId, CommandError> {
    text.parse().map_err(|_| not_found("batch", text))
}
