//! The support bundle: what somebody who helps needs to know, and nothing about people or keys.
//!
//! It is read before it leaves the machine, so what is saved is the very text that was shown.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use provisioning::support::{self, Bundle};

use crate::contract::error::{CommandError, ErrorCode};
use crate::house::House;

/// The bundle that a person has before them.
#[derive(Default)]
pub(crate) struct ShownBundle(Mutex<Option<Bundle>>);

impl ShownBundle {
    /// Keeps it, and gives its text to the screen.
    fn show(&self, bundle: Bundle) -> String {
        let text = bundle.text().to_owned();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(bundle);
        text
    }

    fn now(&self) -> Option<Bundle> {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shown.clone()
    }
}

impl House {
    /// Gathers the bundle; this text, and no other, can be saved afterwards.
    pub(crate) async fn show_support_bundle(&self) -> Result<String, CommandError> {
        let bundle = support::bundle(&self.provisioner).await?;
        Ok(self.support.show(bundle))
    }

    /// Refuses to save what nobody has read.
    pub(crate) fn shown_support_bundle(&self) -> Result<Bundle, CommandError> {
        self.support.now().ok_or_else(|| {
            CommandError::new(
                ErrorCode::WrongState,
                "the support bundle was not shown yet",
            )
        })
    }
}

/// Writes it where a person chose.
pub(crate) fn save(bundle: &Bundle, path: &Path) -> Result<(), CommandError> {
    bundle
        .save(path)
        .map_err(|error| CommandError::new(ErrorCode::FileUnwritable, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::tests::house_in;

    #[tokio::test]
    async fn what_is_saved_is_what_was_shown() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        let unread = house.shown_support_bundle().unwrap_err();
        assert_eq!(
            unread.code,
            ErrorCode::WrongState,
            "nothing is saved unread"
        );

        let text = house.show_support_bundle().await.unwrap();
        assert!(text.contains("## settings"), "{text}");
        let file = home.path().join("support.txt");
        save(&house.shown_support_bundle().unwrap(), &file).unwrap();
        assert_eq!(std::fs::read_to_string(file).unwrap(), text);
    }

    #[tokio::test]
    async fn a_folder_that_is_not_there_is_told() {
        let home = tempfile::tempdir().unwrap();
        let house = house_in(home.path());
        house.show_support_bundle().await.unwrap();
        let bundle = house.shown_support_bundle().unwrap();
        let refused = save(&bundle, &home.path().join("nowhere/support.txt")).unwrap_err();
        assert_eq!(refused.code, ErrorCode::FileUnwritable);
    }
}
