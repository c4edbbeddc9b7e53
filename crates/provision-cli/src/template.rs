//! The workbook to fill in.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use provisioning::roster::{self, Language};
use provisioning::rules;

use crate::arguments::{Template, TemplateLanguage};
use crate::failure::{Failure, Outcome};
use crate::house::House;

/// Writes the template. A file that is there may be filled in already, so it is left alone.
pub(crate) fn write(house: &House, arguments: &Template) -> Result<Outcome, Failure> {
    let (settings, _) = house.vault()?.settings()?;
    let language = arguments.language.map_or_else(of_the_system, language);
    let workbook = roster::template(language, &rules(&settings).password_policy)
        .map_err(|error| Failure::of(&error))?;
    let path = arguments.out.display();
    let mut file = File::create_new(&arguments.out).map_err(|error| {
        let failure = Failure::new(format!("failed to write {path}: {error}"));
        if error.kind() == ErrorKind::AlreadyExists {
            failure.hint("name another file with `--out`, or move this one away")
        } else {
            failure
        }
    })?;
    let filled = file.write_all(&workbook).and_then(|()| file.sync_all());
    drop(file);
    whole_or_gone(&arguments.out, filled)?;
    eprintln!("wrote {path}");
    Ok(Outcome::Done)
}

/// A file that was not filled does not stay: the next try would take it for somebody's work.
fn whole_or_gone(path: &Path, filled: io::Result<()>) -> io::Result<()> {
    if filled.is_err() {
        // Whether or not it goes, what is told is why it was not filled.
        drop(fs::remove_file(path));
    }
    filled
}

const fn language(asked: TemplateLanguage) -> Language {
    match asked {
        TemplateLanguage::En => Language::English,
        TemplateLanguage::ZhCn => Language::SimplifiedChinese,
    }
}

fn of_the_system() -> Language {
    Language::for_tag(&sys_locale::get_locale().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_could_not_be_filled_is_not_in_the_way_of_the_next_try() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("users.xlsx");
        fs::write(&path, "PK").unwrap();
        whole_or_gone(&path, Ok(())).unwrap();
        assert!(path.exists());
        let full = whole_or_gone(&path, Err(ErrorKind::StorageFull.into()));
        assert_eq!(full.unwrap_err().kind(), ErrorKind::StorageFull);
        assert!(!path.exists());
    }
}
