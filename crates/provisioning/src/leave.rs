//! Letting go of a ledger that turns out to be damaged while the program runs.

use ledger::{Ledger, LedgerError};

use crate::error::ProvisioningError;
use crate::provisioner::Provisioner;

impl Provisioner {
    /// Lets go of the ledger if it is damaged, and says what is wrong with it; `None` when it is sound,
    /// which was read from its first page to its last, and stays open.
    ///
    /// What was asked of the ledger before is done first. Afterwards it is as with
    /// [`Provisioner::without_ledger`]: the file is free to be set aside, and nothing must be sent. To
    /// be called while nothing is being sent: an answer would find no batch to be written down for.
    ///
    /// # Errors
    /// When the ledger cannot be examined, or there is no memory for another one; it stays open then.
    pub async fn leave_damaged_ledger(
        &self,
    ) -> Result<Option<ProvisioningError>, ProvisioningError> {
        let folder = self.folders().data.clone();
        let left = self
            .journal()
            .run(move |ledger| -> Result<_, LedgerError> {
                let Err(damage) = ledger.check() else {
                    return Ok(None);
                };
                if !damage.is_damaged() {
                    return Err(damage);
                }
                *ledger = Ledger::in_memory(&folder)?;
                Ok(Some(damage))
            })
            .await??;
        Ok(left.map(ProvisioningError::from))
    }
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;
    use std::io::{Seek, SeekFrom, Write};
    use std::path::Path;

    use chrono::Utc;
    use ledger::LedgerKey;

    use super::*;
    use crate::folders::Folders;
    use crate::journal::Journal;

    fn open(home: &Path) -> Provisioner {
        let folders = Folders::below(home);
        let ledger = Ledger::open(&folders.data, &LedgerKey::new([7; 32])).unwrap();
        let without = Provisioner::without_ledger(folders).unwrap();
        without.with_journal(Journal::start(ledger))
    }

    /// Writes over the last page: nothing that a start reads.
    fn damage(home: &Path) {
        let file = Folders::below(home).data.join("ledger.db");
        let mut file = OpenOptions::new().write(true).open(file).unwrap();
        file.seek(SeekFrom::End(-2048)).unwrap();
        file.write_all(&[0xa5; 512]).unwrap();
        file.sync_all().unwrap();
    }

    #[tokio::test]
    async fn a_sound_ledger_stays_open() {
        let home = tempfile::tempdir().unwrap();
        let provisioner = open(home.path());
        assert!(provisioner.leave_damaged_ledger().await.unwrap().is_none());
        let aside = ledger::set_aside(&provisioner.folders().data, Utc::now());
        assert!(aside.unwrap_err().is_in_use(), "it is still ours");
    }

    #[tokio::test]
    async fn a_damaged_ledger_is_let_go_of_and_can_be_set_aside() {
        let home = tempfile::tempdir().unwrap();
        let provisioner = open(home.path());
        damage(home.path());
        let damage = provisioner.leave_damaged_ledger().await.unwrap().unwrap();
        assert!(damage.is_ledger_unopenable(), "{damage:?}");
        let aside = ledger::set_aside(&provisioner.folders().data, Utc::now()).unwrap();
        assert!(aside.exists());
        // What goes on asking finds an empty ledger, not a broken one.
        let asked = provisioner.journal().run(|ledger| ledger.submissions());
        assert_eq!(asked.await.unwrap().unwrap(), []);
    }
}
