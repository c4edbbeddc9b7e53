//! Writes the contract's TypeScript twins, and proves that the committed ones are not stale.

use std::path::Path;

use ts_rs::{Config, ExportError, TS};

use super::{
    app, codes, connection, edit, error, fix, history, recovery, results, review, settings,
    submission,
};

/// Where the committed twins are, from this crate's folder.
pub const BINDINGS: &str = "../ui/src/lib/shared/bindings";

macro_rules! export {
    ($config:expr, $($root:ty),+ $(,)?) => {
        $(<$root>::export_all($config)?;)+
    };
}

/// Writes every type that crosses the bridge into `folder`, one file per domain.
///
/// # Errors
/// When a file cannot be written.
pub fn write(folder: &Path) -> Result<(), ExportError> {
    let config = &Config::new().with_out_dir(folder);
    export!(
        config,
        app::AppState,
        app::AppEvent,
        connection::ConnectionDraft,
        connection::SaveKeys,
        connection::TestReport,
        edit::CellEdit,
        edit::CellBlock,
        edit::RowChoice,
        edit::ReviewChange,
        error::CommandError,
        fix::Fix,
        fix::FixScope,
        fix::FixPreview,
        history::HistoryRequest,
        history::HistoryPage,
        recovery::Restored,
        recovery::SetAside,
        recovery::Receipts,
        results::Results,
        results::ResultView,
        results::ResultWindow,
        results::ReportFormat,
        results::SavedFile,
        review::Review,
        review::SourceChange,
        review::RowWindow,
        settings::Settings,
        submission::Plan,
        submission::Submission,
        submission::ProgressUpdate,
        submission::Settlement,
    );
    std::fs::write(folder.join("codes.ts"), codes::typescript())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::*;

    fn texts(folder: &Path) -> BTreeMap<String, String> {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(path).unwrap())
            })
            .collect()
    }

    /// `KOODRIVE_WRITE_BINDINGS=1 cargo test -p koodrive-provisioner bindings` writes them anew.
    #[test]
    fn committed_bindings_are_what_the_types_say() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join(BINDINGS);
        if std::env::var_os("KOODRIVE_WRITE_BINDINGS").is_some() {
            let _ = fs::remove_dir_all(&committed);
            write(&committed).unwrap();
            return;
        }
        let fresh = tempfile::tempdir().unwrap();
        write(fresh.path()).unwrap();
        assert_eq!(
            texts(&committed),
            texts(fresh.path()),
            "the bindings are stale: write them with KOODRIVE_WRITE_BINDINGS=1"
        );
    }
}
