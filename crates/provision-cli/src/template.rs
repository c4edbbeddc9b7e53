//! The workbook to fill in.

use std::fs::File;
use std::io::{ErrorKind, Write};

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
    file.write_all(&workbook)?;
    file.sync_all()?;
    eprintln!("wrote {path}");
    Ok(Outcome::Done)
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
