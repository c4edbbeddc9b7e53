//! The form in which two spellings of a phone are the same.

use roster::fields::phone::NumberingPlan;

/// What the ledger compares phones by, within a task's results and with earlier submissions.
///
/// It is made without a default country: settings change, and a phone that was sent must be found
/// again all the same. What is no phone is compared as it stands.
pub(crate) fn phone_key(phone: &str) -> String {
    NumberingPlan::without_country()
        .key(phone)
        .map_or_else(|| phone.trim().to_owned(), |key| key.to_string())
}
