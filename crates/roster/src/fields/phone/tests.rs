//! Writing phones and telling equal ones, in every country.

use std::borrow::Cow;

use proptest::prelude::*;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};

use super::*;

fn plan(country: &str) -> NumberingPlan {
    NumberingPlan::with_default_country(country.parse().unwrap())
}

/// Country; cell; digits; `00`; `+`.
const WRITTEN: &str = "
    CN; 138 0013 8000; 13800138000; 008613800138000; +8613800138000
    CN; 8613800138000; 8613800138000; 008613800138000; +8613800138000
    CN; +86 138-0013-8000; 8613800138000; 008613800138000; +8613800138000
    CN; (010) 1234 5678; 01012345678; 00861012345678; +861012345678
    CN; 0027188460901; 0027188460901; 0027188460901; +27188460901
    DE; 0170 1234567; 01701234567; 00491701234567; +491701234567
    DE; 1701234567; 1701234567; 00491701234567; +491701234567
    DE; 4917012345678; 4917012345678; 004917012345678; +4917012345678
    DE; +49 (0)170 1234567; 491701234567; 00491701234567; +491701234567
    DE; +4901701234567; 4901701234567; 00491701234567; +491701234567
    IT; 02 3661 8300; 0236618300; 00390236618300; +390236618300
    IT; 390236618300; 390236618300; 00390236618300; +390236618300
    IT; +39 02 3661 8300; 390236618300; 00390236618300; +390236618300
    US; (425) 555-0121; 4255550121; 0014255550121; +14255550121
    US; 1-425-555-0121; 14255550121; 0014255550121; +14255550121
    RU; 8 (916) 123-45-67; 89161234567; 0079161234567; +79161234567
    RU; 8005553535; 8005553535; 0078005553535; +78005553535
    BY; +3758011234567; 3758011234567; 003758011234567; +3758011234567
    BR; 0 15 11 96123-4567; 01511961234567; 005511961234567; +5511961234567
    TR; 0532 123 45 67; 05321234567; 00905321234567; +905321234567
    KR; 010-1234-5678; 01012345678; 00821012345678; +821012345678
    ID; 628123456789; 628123456789; 00628123456789; +628123456789";

#[test]
fn phones_are_written_in_each_format() {
    for line in WRITTEN.lines().filter(|line| !line.is_empty()) {
        let [country, cell, digits, double_zero, e164] =
            line.trim().split("; ").collect::<Vec<_>>()[..]
        else {
            panic!("{line}");
        };
        let plan = plan(country);
        assert_eq!(plan.format(cell, PhoneFormat::AsIs).unwrap(), cell);
        assert_eq!(
            plan.format(cell, PhoneFormat::Digits).unwrap(),
            digits,
            "{line}"
        );
        assert_eq!(
            plan.format(cell, PhoneFormat::DoubleZero).unwrap(),
            double_zero,
            "{line}"
        );
        assert_eq!(
            plan.format(cell, PhoneFormat::E164).unwrap(),
            e164,
            "{line}"
        );
    }
}

#[test]
fn what_cannot_be_written_says_why() {
    let anywhere = NumberingPlan::without_country();
    assert_eq!(
        anywhere.format("13800138000", PhoneFormat::E164),
        Err(Unformattable::NeedsCountry)
    );
    assert_eq!(
        anywhere.format("+9991234567", PhoneFormat::E164),
        Err(Unformattable::UnknownCallingCode)
    );
    assert_eq!(
        anywhere.format("+861", PhoneFormat::E164),
        Err(Unformattable::NotAPhone)
    );
    assert_eq!(
        anywhere.format("+86138", PhoneFormat::E164),
        Err(Unformattable::NoNumberOfItsCountry)
    );
    assert_eq!(
        anywhere.format("1.88461E+12", PhoneFormat::Digits),
        Err(Unformattable::NotAPhone)
    );
    assert_eq!(
        anywhere.format("", PhoneFormat::Digits),
        Err(Unformattable::NotAPhone)
    );
    assert_eq!(
        plan("CN").format("27188460901", PhoneFormat::E164),
        Err(Unformattable::NoNumberOfItsCountry)
    );
    assert_eq!(
        plan("CN").format("1380013800", PhoneFormat::E164),
        Err(Unformattable::NoNumberOfItsCountry)
    );
}

#[test]
fn what_has_the_format_is_not_copied() {
    for (cell, format) in [
        ("+8613800138000", PhoneFormat::E164),
        ("008613800138000", PhoneFormat::DoubleZero),
        ("13800138000", PhoneFormat::Digits),
        ("138 0013 8000", PhoneFormat::AsIs),
    ] {
        assert!(
            matches!(plan("CN").format(cell, format), Ok(Cow::Borrowed(_))),
            "{cell}"
        );
    }
}

#[test]
fn the_same_phone_has_the_same_key() {
    let groups: [(&str, &[&str]); 6] = [
        (
            "",
            &[
                "+27188460901",
                "0027188460901",
                "27188460901",
                "+27 18 846 0901",
                "'0027188460901",
                "２７１８８４６０９０１",
            ],
        ),
        (
            "",
            &["+49 0170 1234567", "+49 170 1234567", "0049 (0)170 1234567"],
        ),
        (
            "CN",
            &[
                "13800138000",
                "+8613800138000",
                "008613800138000",
                "8613800138000",
                "138-0013-8000",
                "13800138000.0",
            ],
        ),
        (
            "DE",
            &[
                "0170 1234567",
                "+491701234567",
                "00491701234567",
                "491701234567",
                "1701234567",
                "+49 (0) 170/1234567",
            ],
        ),
        ("IT", &["02 3661 8300", "+390236618300", "390236618300"]),
        (
            "US",
            &[
                "4255550121",
                "14255550121",
                "+1 (425) 555-0121",
                "0014255550121",
            ],
        ),
    ];
    for (country, cells) in groups {
        let plan = if country.is_empty() {
            NumberingPlan::without_country()
        } else {
            plan(country)
        };
        let keys: Vec<_> = cells.iter().map(|cell| plan.key(cell).unwrap()).collect();
        assert!(
            keys.iter().all(|key| *key == keys[0]),
            "{country} {cells:?} {keys:?}"
        );
    }
}

#[test]
fn different_phones_have_different_keys() {
    let anywhere = NumberingPlan::without_country();
    for (one, other) in [
        ("13800138000", "+8613800138000"),
        ("01701234567", "1701234567"),
        ("12345", "123456"),
    ] {
        assert_ne!(anywhere.key(one), anywhere.key(other), "{one} {other}");
    }
    assert_ne!(plan("CN").key("271884609"), plan("DE").key("271884609"));
}

#[test]
fn what_is_no_phone_has_no_key() {
    for cell in [
        "",
        "n/a",
        "1234",
        "1.88461E+12",
        "2024-05-01",
        "1234567890123456789",
    ] {
        assert_eq!(plan("CN").key(cell), None, "{cell}");
    }
    assert_eq!(
        plan("CN").key("0027188460901").unwrap().to_string(),
        "27188460901"
    );
}

/// Every way of writing a country's example number has its key.
#[test]
fn a_key_does_not_depend_on_the_format() {
    for &country in Country::all() {
        let plan = NumberingPlan::with_default_country(country);
        let example = PHONE_NUMBER_UTIL
            .get_example_number(country.region().unwrap())
            .unwrap();
        let e164 = example.format_as(PhoneNumberFormat::E164);
        let key = plan.key(&e164);
        assert!(key.is_some(), "{country}");
        // Niue has numbers of four digits, which without calling code are too short to be told from extensions.
        let is_short = example.national_number < 10_000;
        for format in [
            PhoneNumberFormat::International,
            PhoneNumberFormat::National,
        ] {
            let written = example.format_as(format);
            assert!(is_short || plan.key(&written) == key, "{country} {written}");
        }
        for format in [
            PhoneFormat::AsIs,
            PhoneFormat::Digits,
            PhoneFormat::DoubleZero,
            PhoneFormat::E164,
        ] {
            let written = plan.format(&e164, format).unwrap();
            assert_eq!(plan.key(&written), key, "{country} {written}");
        }
    }
}

proptest! {
    #[test]
    fn writing_a_phone_twice_changes_nothing(cell in "(\\+|00|0)?[1-9][0-9 -]{4,14}", index in 0..Country::all().len()) {
        let plan = NumberingPlan::with_default_country(Country::all()[index]);
        for format in [PhoneFormat::Digits, PhoneFormat::DoubleZero, PhoneFormat::E164] {
            if let Ok(once) = plan.format(&cell, format) {
                prop_assert_eq!(plan.format(&once, format), Ok(Cow::Borrowed(&*once)));
                // Without its `+`, a number from abroad may be one of the default country.
                let keeps_code = format != PhoneFormat::Digits;
                prop_assert!(!keeps_code || plan.key(&once) == plan.key(&cell), "{} as {:?}", once, format);
            }
        }
    }

    #[test]
    fn plus_double_zero_and_neither_are_the_same(digits in "(86|27|44|1|852)[1-9][0-9]{5,11}") {
        let plan = NumberingPlan::without_country();
        let key = plan.key(&digits);
        prop_assert!(key.is_some());
        prop_assert_eq!(plan.key(&format!("+{digits}")), key);
        prop_assert_eq!(plan.key(&format!("00{digits}")), key);
    }

    #[test]
    fn cells_of_any_kind_are_read_without_panic(cell in any::<String>(), index in 0..Country::all().len()) {
        let plan = NumberingPlan::with_default_country(Country::all()[index]);
        let key = plan.key(&cell);
        prop_assert!(key.is_none() || plan.format(&cell, PhoneFormat::Digits).is_ok());
        let mut evidence = ZeroEvidence::new();
        evidence.observe(&cell);
        let _ = (inspect(&cell), clean(&cell), evidence.conclude(&plan).suspect(&cell));
    }
}
