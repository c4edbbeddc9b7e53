//! Numbers, dates and the like as text, without losing a digit.

use calamine::ExcelDateTime;

use crate::sheet::CellKind;

/// Integers up to here are exact in a sheet: Excel keeps fifteen digits.
const EXACT: f64 = 1e15;

/// 9999-12-31, the last day Excel knows, in its days since 1900.
const LAST_DAY: f64 = 2_958_466.0;

/// Writes a number with every digit it has and never in scientific notation.
pub(super) fn write_number(value: f64, text: &mut String) {
    use std::fmt::Write as _;
    let written = if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "an integer below 10^15 fits"
        )]
        let integer = value as i64;
        write!(text, "{integer}")
    } else if value.fract() == 0.0 || !value.is_finite() {
        write!(text, "{value}")
    } else {
        // Beyond fifteen digits there is only what binary fractions add, such as the 4 in 0.30000000000000004.
        let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
        write!(text, "{rounded}")
    };
    written.expect("writing to a `String` cannot fail");
}

/// Writes a date, a time of day or both as ISO 8601; a duration as hours, minutes and seconds.
///
/// A number too large for a date is a number in a cell that was formatted as a date, as happens to phones.
pub(super) fn write_date(date: ExcelDateTime, text: &mut String) -> CellKind {
    use std::fmt::Write as _;
    let value = date.as_f64();
    if !(0.0..LAST_DAY).contains(&value) {
        write_number(value, text);
        return CellKind::Number;
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let written = if date.is_duration() {
        write_duration(value, text)
    } else if value < 1.0 {
        write!(text, "{hour:02}:{minute:02}:{second:02}")
    } else if value.fract() == 0.0 {
        write!(text, "{year:04}-{month:02}-{day:02}")
    } else {
        write!(
            text,
            "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
        )
    };
    written.expect("writing to a `String` cannot fail");
    CellKind::Date
}

fn write_duration(days: f64, text: &mut String) -> std::fmt::Result {
    use std::fmt::Write as _;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the caller bounds the days"
    )]
    let seconds = (days * 86_400.0).round() as i64;
    write!(
        text,
        "{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn number(value: f64) -> String {
        let mut text = String::new();
        write_number(value, &mut text);
        text
    }

    fn date(value: f64, kind: ExcelDateTimeType, since_1904: bool) -> (String, CellKind) {
        let mut text = String::new();
        let kind = write_date(ExcelDateTime::new(value, kind, since_1904), &mut text);
        (text, kind)
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (value, text) in [
            (1_884_609_076_404.0, "1884609076404"),
            (999_999_999_999_999.0, "999999999999999"),
            (-5.0, "-5"),
            (0.0, "0"),
            (1.88e20, "188000000000000000000"),
            (0.1 + 0.2, "0.3"),
            (1234.5, "1234.5"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn dates_are_iso_and_phones_formatted_as_dates_stay_numbers() {
        use ExcelDateTimeType::{DateTime, TimeDelta};
        assert_eq!(
            date(45413.0, DateTime, false),
            ("2024-05-01".into(), CellKind::Date)
        );
        assert_eq!(
            date(43951.0, DateTime, true),
            ("2024-05-01".into(), CellKind::Date)
        );
        assert_eq!(
            date(45413.5, DateTime, false),
            ("2024-05-01 12:00:00".into(), CellKind::Date)
        );
        assert_eq!(
            date(0.25, DateTime, false),
            ("06:00:00".into(), CellKind::Date)
        );
        assert_eq!(
            date(1.5, TimeDelta, false),
            ("36:00:00".into(), CellKind::Date)
        );
        assert_eq!(
            date(13_800_138_000.0, DateTime, false),
            ("13800138000".into(), CellKind::Number)
        );
    }
}
