//! The workbook to fill in: five columns whose cells keep what is typed, and a sheet that explains them.

mod texts;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, Format, IgnoreError,
    Workbook, Worksheet, XlsxError,
};
use serde::{Deserialize, Serialize};

use crate::Field;
use crate::fields::password::Policy;
use crate::fields::phone;
use texts::Texts;

/// A language of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    SimplifiedChinese,
}

impl Language {
    /// Every language there is a template in.
    pub const ALL: [Self; 2] = [Self::English, Self::SimplifiedChinese];

    /// The language for a BCP 47 tag such as `zh-Hans-CN` or `en-GB`, or a POSIX locale such as `zh_CN.UTF-8`; English
    /// for those there is no template in.
    pub fn for_tag(tag: &str) -> Self {
        let language = tag.split(['-', '_', '.']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") {
            Self::SimplifiedChinese
        } else {
            Self::English
        }
    }
}

/// No workbook could be written.
#[derive(Debug, thiserror::Error)]
#[error("the template cannot be written")]
pub struct TemplateError(#[from] XlsxError);

/// Rows that are prepared: what is typed further down is not checked by the spreadsheet program.
const ROWS: u32 = 10_000;

/// The template as the bytes of an `.xlsx` file.
///
/// Phones and passwords are typed as text, so that no spreadsheet program takes their zeros or makes `1.88E+12` of them.
///
/// ```
/// use roster::{Language, ReadOptions, Roster, Rules};
///
/// let workbook = roster::template(Language::English, &Rules::default().password_policy)?;
/// let roster = Roster::read("template.xlsx", &workbook, &ReadOptions::default(), Rules::default())?;
/// assert_eq!(roster.missing_columns(), []);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`TemplateError`] when the workbook cannot be put together, which its fixed texts do not let happen.
pub fn template(language: Language, policy: &Policy) -> Result<Vec<u8>, TemplateError> {
    let texts = Texts::of(language);
    let mut workbook = Workbook::new();
    write_users(workbook.add_worksheet(), texts, policy)?;
    write_help(workbook.add_worksheet(), texts)?;
    Ok(workbook.save_to_buffer()?)
}

fn write_users(sheet: &mut Worksheet, texts: &Texts, policy: &Policy) -> Result<(), XlsxError> {
    sheet.set_name(texts.users)?;
    sheet.set_freeze_panes(1, 0)?;
    let as_text = Format::new().set_num_format("@");
    for (column, (field, text)) in (0..).zip(Field::OF_A_USER.into_iter().zip(&texts.columns)) {
        sheet.set_column_width(column, 24)?;
        if matches!(field, Field::Phone | Field::Password) {
            sheet.set_column_format(column, &as_text)?;
        }
        sheet.write_string_with_format(0, column, text.name, &header())?;
        sheet.add_data_validation(
            1,
            column,
            ROWS,
            column,
            &validation(field, text, texts, policy)?,
        )?;
    }
    // Phones are meant to be numbers stored as text.
    sheet.ignore_error_range(1, 0, ROWS, 4, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn header() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00E8_EEF7))
        .set_num_format("@")
}

fn validation(
    field: Field,
    text: &texts::Column,
    texts: &Texts,
    policy: &Policy,
) -> Result<DataValidation, XlsxError> {
    let length = |min: usize, max: usize| {
        let bound = |length| u32::try_from(length).unwrap_or(u32::MAX);
        DataValidation::new().allow_text_length(DataValidationRule::Between(bound(min), bound(max)))
    };
    let rule = match field {
        // The calling code and a `+` or `00` come on top of the digits.
        Field::Phone => length(phone::MIN_DIGITS, phone::MAX_DIGITS + 10),
        Field::Password => length(policy.min_length, policy.max_length),
        Field::Email => length(6, 254),
        _ => length(1, 64),
    };
    rule.set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title(text.name)?
        .set_error_message(texts.out_of_bounds)?
        .set_input_title(text.name)?
        .set_input_message(text.hint)
}

fn write_help(sheet: &mut Worksheet, texts: &Texts) -> Result<(), XlsxError> {
    sheet.set_name(texts.help)?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 64)?;
    sheet.set_column_width(2, 28)?;
    let wrapped = Format::new().set_text_wrap();
    for (column, title) in (0..).zip(texts.titles) {
        sheet.write_string_with_format(0, column, title, &header())?;
    }
    for (row, text) in (1..).zip(&texts.columns) {
        sheet.write_string(row, 0, text.name)?;
        sheet.write_string_with_format(row, 1, text.hint, &wrapped)?;
        sheet.write_string(row, 2, text.example)?;
    }
    for (row, note) in (7..).zip(texts.notes) {
        sheet.write_string_with_format(row, 1, note, &wrapped)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, Roster, Rules};

    #[test]
    fn every_template_maps_itself_and_holds_no_user() {
        for language in Language::ALL {
            let bytes = template(language, &Policy::default()).unwrap();
            let roster = Roster::read(
                "template.xlsx",
                &bytes,
                &ReadOptions::default(),
                Rules::default(),
            )
            .unwrap();
            assert_eq!(roster.source().sheet, 0, "{language:?}: not the help sheet");
            let mapped: Vec<_> = roster
                .mapping()
                .iter()
                .map(|(field, column)| (field, column as usize))
                .collect();
            let expected: Vec<_> = Field::OF_A_USER.into_iter().zip(0..).collect();
            assert_eq!(mapped, expected, "{language:?}");
            assert_eq!(roster.counts().rows, 0);
        }
    }

    #[test]
    fn languages_are_found_by_their_tags() {
        for (tag, language) in [
            ("zh-Hans-CN", Language::SimplifiedChinese),
            ("zh_CN.UTF-8", Language::SimplifiedChinese),
            ("en-GB", Language::English),
            ("C", Language::English),
        ] {
            assert_eq!(Language::for_tag(tag), language);
        }
    }
}
