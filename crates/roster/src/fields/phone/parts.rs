//! A phone in parts: calling code, area code and number, each in a cell of its own.

use std::borrow::Cow;

use super::home::Home;
use super::{MIN_DIGITS, NumberingPlan, calling_code, clean, is_calling_code, number};

/// Digits from which on a number without a calling code has its area code in it: none is longer within its area.
const WHOLE: usize = 10;
/// The same where nobody knows the country, for one that begins with the digits of its area code.
const WHOLE_IN_ITS_AREA: usize = 9;
/// No area code has more digits, its `0` among them.
const LONGEST_AREA_CODE: usize = 6;

impl NumberingPlan {
    /// Puts a phone together out of the cells that hold its parts, as the sheet writes them; borrowed where nothing
    /// belongs before it.
    ///
    /// - An area code goes before a number that is none of its country without it, and one with it. Where that tells
    ///   nothing, or the country is known from nowhere, it goes before short numbers.
    /// - A calling code (`86`, `+86` or `0086`) goes before a number that does not say its country itself. The trunk `0`
    ///   falls away behind it, except where it belongs to the number, as in Italy.
    pub(crate) fn join<'a>(&self, code: &str, area: &str, phone: &'a str) -> Cow<'a, str> {
        let area_is_code = code.is_empty() && says_country(area.trim_start());
        let (code, area) = if area_is_code {
            (area, "")
        } else {
            (code, area)
        };
        let code = CallingCode::read(code);
        match self.with_area_code(code.as_ref(), area, phone) {
            Some(national) => Cow::Owned(match code {
                Some(code) => code.before(&national),
                None => national,
            }),
            None => code.map_or(Cow::Borrowed(phone), |code| code.join(phone)),
        }
    }

    /// The same with a `+` where a calling code leads it: what a column says to be one needs no default country.
    pub(crate) fn join_international<'a>(
        &self,
        code: &str,
        area: &str,
        phone: &'a str,
    ) -> Cow<'a, str> {
        let joined = self.join(code, area, phone);
        let leads = joined.contains(char::is_numeric) && !says_country(joined.trim_start());
        if leads && CallingCode::read(code).is_some() {
            Cow::Owned(["+", &joined].concat())
        } else {
            joined
        }
    }

    /// The phone behind its area code, if it needs one.
    fn with_area_code(
        &self,
        code: Option<&CallingCode>,
        area: &str,
        phone: &str,
    ) -> Option<String> {
        if area.is_empty() || phone.is_empty() {
            return None;
        }
        let (area, bare) = (clean(area).text, clean(phone).text);
        let is_number = is_digits(&bare) && bare.len() >= MIN_DIGITS && !says_country(&bare);
        let fits = is_area_code(&area) && is_number;
        if !fits || !self.needs_area_code(code, &area, &bare) {
            return None;
        }
        let joined = [&*area, &*bare].concat();
        // Some decoration says nothing any more behind other digits: `'12345678`, `1.2345678E7`.
        let written = [&*area, phone.trim_start()].concat();
        let is_same = clean(&written).text == joined;
        Some(if is_same { written } else { joined })
    }

    fn needs_area_code(&self, code: Option<&CallingCode>, area: &str, bare: &str) -> bool {
        let with = [area, bare].concat();
        let area = area.strip_prefix('0').unwrap_or(area);
        let home = self.home.as_ref();
        let code = code
            .map(CallingCode::digits)
            .filter(|code| is_calling_code(code));
        let home = home.filter(|home| code.is_none_or(|code| code == home.code));
        let told = match (home, code) {
            (Some(home), _) => needs(&AtHome(home), area, bare, &with),
            (None, Some(code)) => needs(&Abroad(code), area, bare, &with),
            (None, None) => None,
        };
        told.unwrap_or_else(|| {
            let is_whole = bare.len() >= WHOLE_IN_ITS_AREA && bare.starts_with(area);
            bare.len() < WHOLE && !bare.starts_with('0') && !is_whole
        })
    }
}

/// What a country knows about digits without `+` and `00`.
trait Numbers {
    /// The national number they are.
    fn valid<'d>(&self, digits: &'d str) -> Option<Cow<'d, str>>;
    /// Whether they have the length of a national number.
    fn is_possible(&self, digits: &str) -> bool;
    /// Whether a national number is written with a `0` before it.
    fn writes_zero(&self, national: &str) -> bool;
}

/// Whether a number needs its area code to be one of its country; `None` where it is none either way.
fn needs(numbers: &impl Numbers, area: &str, bare: &str, with: &str) -> Option<bool> {
    let is_whole = |national: Cow<'_, str>| {
        // Where a `0` is written before numbers with their area code, one without it may be a short one that only looks
        // like the number of another area.
        let says_so = national != bare || national.starts_with(area) || bare.len() >= WHOLE;
        says_so || !numbers.writes_zero(&national)
    };
    if numbers.valid(bare).is_some_and(is_whole) {
        return Some(false);
    }
    if numbers.valid(with).is_some() {
        return Some(true);
    }
    let (bare, with) = (numbers.is_possible(bare), numbers.is_possible(with));
    (bare != with).then_some(with)
}

struct AtHome<'a>(&'a Home);

impl Numbers for AtHome<'_> {
    fn valid<'d>(&self, digits: &'d str) -> Option<Cow<'d, str>> {
        self.0.valid(digits)
    }

    fn is_possible(&self, digits: &str) -> bool {
        self.0.by_length(digits).is_some()
    }

    fn writes_zero(&self, national: &str) -> bool {
        self.0.writes_zero(national)
    }
}

/// A country by its calling code.
struct Abroad<'a>(&'a str);

impl Abroad<'_> {
    /// What digits may be as a national number.
    fn readings<'d>(&self, digits: &'d str) -> impl Iterator<Item = &'d str> + Clone {
        let others = [digits.strip_prefix('0'), digits.strip_prefix(self.0)];
        std::iter::once(digits).chain(others.into_iter().flatten())
    }
}

impl Numbers for Abroad<'_> {
    fn valid<'d>(&self, digits: &'d str) -> Option<Cow<'d, str>> {
        let is_valid = |national: &&str| number::is_valid(self.0, national, None);
        self.readings(digits).find(is_valid).map(Cow::Borrowed)
    }

    fn is_possible(&self, digits: &str) -> bool {
        self.readings(digits)
            .any(|national| number::is_possible(self.0, national))
    }

    fn writes_zero(&self, national: &str) -> bool {
        let written = number::written_at_home(self.0, national).unwrap_or_default();
        written.trim_start_matches('(').starts_with('0')
    }
}

/// Whether a cell is a number of the country that has this calling code, with or without the code.
pub(crate) fn is_number_behind(code: &str, cell: &str) -> bool {
    let bare = clean(cell).text;
    let digits = bare.strip_prefix('+').or(bare.strip_prefix("00"));
    let digits = digits.unwrap_or(&bare);
    is_digits(digits) && Abroad(code).valid(digits).is_some()
}

/// A calling code in a cell of its own, as it is written there.
struct CallingCode {
    /// Its digits, with a `+` or `00` if there is one.
    written: String,
    /// Where the digits begin.
    start: usize,
}

impl CallingCode {
    /// `None` for what is no calling code, such as `CN`, or `010`, which nobody calls from abroad.
    fn read(cell: &str) -> Option<Self> {
        if cell.is_empty() {
            return None;
        }
        let is_written = |character: &char| character.is_ascii_digit() || *character == '+';
        let written: String = cell.chars().filter(is_written).collect();
        let digits = written.trim_start_matches('+').trim_start_matches("00");
        let start = written.len() - digits.len();
        let says_so = || start > 0 && calling_code::split(digits).is_some();
        let is_code = is_calling_code(&written) || says_so() || is_american(digits);
        is_code.then_some(Self { written, start })
    }

    fn digits(&self) -> &str {
        &self.written[self.start..]
    }

    /// The phone behind the code, unless it says its country itself.
    fn join<'a>(&self, phone: &'a str) -> Cow<'a, str> {
        let national = phone.trim_start();
        if says_country(national) || self.begins(national) || self.is_too_short(national) {
            return Cow::Borrowed(phone);
        }
        Cow::Owned(self.before(national))
    }

    /// Whether so few digits are a slip, which the digits of a code would hide. A few islands have such numbers.
    fn is_too_short(&self, national: &str) -> bool {
        let mut digits = national.chars().filter(|character| character.is_numeric());
        digits.nth(MIN_DIGITS - 1).is_none()
            && !number::is_possible(self.digits(), &clean(national).text)
    }

    /// The code and a national number, without the trunk `0`.
    fn before(&self, national: &str) -> String {
        let bare = clean(national).text;
        if !is_digits(&bare) {
            return [&*self.written, national].concat();
        }
        let drops_zero = bare.starts_with('0') && !self.keeps_zero(&bare);
        let joined = [&*self.written, &bare[usize::from(drops_zero)..]].concat();
        let shown = if drops_zero {
            national.strip_prefix('0')
        } else {
            Some(national)
        };
        let written = shown.map(|shown| [&*self.written, shown].concat());
        // Behind a code `(0170) 1234567` and `'1701234567` would be something else.
        let is_same = |written: &String| clean(written).text == joined;
        written.filter(is_same).unwrap_or(joined)
    }

    /// Whether the `0` before a number of the country belongs to it, as in Italy and on the Ivory Coast.
    fn keeps_zero(&self, bare: &str) -> bool {
        matches!(self.digits(), "39" | "378") || number::is_valid(self.digits(), bare, None)
    }

    /// Whether a number begins with the code already. `55 91234-5678` does not in Brazil: there `55` is an area.
    fn begins(&self, national: &str) -> bool {
        let code = self.digits();
        if !national.starts_with(code) || national.len() < code.len() + 9 {
            return false;
        }
        let bare = clean(national).text;
        let is_valid = |national: &str| number::is_valid(code, national, None);
        let is_national = is_digits(&bare) && is_valid(&bare);
        !is_national || bare.strip_prefix(code).is_some_and(is_valid)
    }
}

fn says_country(number: &str) -> bool {
    number.starts_with(['+', '＋']) || number.starts_with("00")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether these digits may be an area code.
pub(crate) fn is_area_code(text: &str) -> bool {
    text.len() <= LONGEST_AREA_CODE && is_digits(text) && text.bytes().any(|digit| digit != b'0')
}

/// `1876`: the codes of North America with the area of a country in them.
fn is_american(digits: &str) -> bool {
    digits.len() == 4 && digits.starts_with('1')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plan(country: &str) -> NumberingPlan {
        match country {
            "" => NumberingPlan::without_country(),
            code => NumberingPlan::with_default_country(code.parse().unwrap()),
        }
    }

    #[test]
    fn a_calling_code_goes_before_its_phone_once() {
        for (code, phone, joined) in [
            ("86", "13800138000", "8613800138000"),
            ("+86", "13800138000", "+8613800138000"),
            ("0049", "0170 1234567", "0049170 1234567"),
            ("+39", "06 6982", "+3906 6982"),
            ("86", "8613800138000", "8613800138000"),
            ("86", "+8613800138000", "+8613800138000"),
            ("86", "008613800138000", "008613800138000"),
            ("86", "", ""),
            ("(+1)", "4255550121", "+14255550121"),
            ("China", "13800138000", "13800138000"),
            ("010", "13800138000", "13800138000"),
            ("021", "62345678", "62345678"),
            ("11", "91234-5678", "91234-5678"),
            ("1-876", "4255550", "18764255550"),
            ("+44 1481", "712345", "+441481712345"),
            ("55", "55 99123-4567", "5555 99123-4567"),
            ("55", "5511961234567", "5511961234567"),
            ("86", "1380", "1380"),
            ("683", "4002", "6834002"),
            ("86", "-", "-"),
        ] {
            let found = plan("").join(code, "", phone);
            assert_eq!(found, joined, "{code} {phone}");
        }
    }

    #[test]
    fn an_area_code_goes_between_the_calling_code_and_a_number_that_needs_it() {
        for (country, code, area, phone, joined) in [
            ("", "52", "55", "12345678", "525512345678"),
            ("", "+52", "(55)", "1234 5678", "+52551234 5678"),
            ("", "52", "55", "5512345678", "525512345678"),
            ("", "52", "55", "525512345678", "525512345678"),
            ("", "1", "425", "5550121", "14255550121"),
            ("", "1", "425", "4255550121", "14255550121"),
            ("", "0086", "010", "62345678", "00861062345678"),
            ("", "86", "010", "13800138000", "8613800138000"),
            ("", "+49", "030", "62345678", "+493062345678"),
            ("", "+49", "030", "01701234567", "+491701234567"),
            ("", "+39", "06", "69812345", "+390669812345"),
            ("", "55", "55", "91234-5678", "555591234-5678"),
            ("BR", "", "11", "912345678", "11912345678"),
            ("BR", "", "91", "912345678", "91912345678"),
            ("BR", "", "11", "11912345678", "11912345678"),
            ("BR", "", "21", "11912345678", "11912345678"),
            ("CN", "", "010", "62345678", "01062345678"),
            ("CN", "", "010", "13800138000", "13800138000"),
            ("CN", "", "010", "01062345678", "01062345678"),
            ("CN", "", "010", "1062345678", "1062345678"),
            ("DE", "", "030", "62345678", "03062345678"),
            ("DE", "", "0170", "1234567", "01701234567"),
            ("DE", "", "030", "0170 1234567", "0170 1234567"),
            ("DE", "", "030", "1701234567", "1701234567"),
            ("ES", "", "91", "911234567", "911234567"),
            ("ES", "", "91", "1234567", "911234567"),
            ("US", "", "212", "5550121", "2125550121"),
            ("CN", "49", "030", "62345678", "493062345678"),
            ("CN", "", "11", "912345678", "11912345678"),
            ("CN", "", "11", "0912345678", "0912345678"),
        ] {
            let found = plan(country).join(code, area, phone);
            assert_eq!(found, joined, "{country} {code} {area} {phone}");
        }
    }

    #[test]
    fn where_no_country_is_known_an_area_code_goes_before_short_numbers() {
        for (area, phone, joined) in [
            ("11", "912345678", "11912345678"),
            ("11", "91234-5678", "1191234-5678"),
            ("010", "62345678", "01062345678"),
            ("010", "13800138000", "13800138000"),
            ("0170", "1234567", "01701234567"),
            ("030", "0170 1234567", "0170 1234567"),
            ("91", "911234567", "911234567"),
            ("55", "5512 3456", "555512 3456"),
            ("55", "'12345678", "5512345678"),
            ("55", "=\"12345678\"", "5512345678"),
            ("55", "+525512345678", "+525512345678"),
            ("55", "00525512345678", "00525512345678"),
            ("+52", "5512345678", "+525512345678"),
            ("North", "12345678", "12345678"),
            ("000", "12345678", "12345678"),
            ("55", "12345678 x12", "12345678 x12"),
            ("010", "123", "123"),
            ("55", "", ""),
            ("", "12345678", "12345678"),
        ] {
            assert_eq!(plan("").join("", area, phone), joined, "{area} {phone}");
        }
    }

    #[test]
    fn a_zero_falls_away_behind_a_code_unless_it_belongs_to_the_number() {
        for (code, phone, joined) in [
            ("49", "0170 1234567", "49170 1234567"),
            ("49", "(0170) 1234567", "491701234567"),
            ("+49", "(0)170 1234567", "+491701234567"),
            ("86", "(010)62770001", "861062770001"),
            ("49", "０１７０1234567", "491701234567"),
            ("49", "'01701234567", "491701234567"),
            ("+49", "1.701234567E9", "+491701234567"),
            ("225", "0712345678", "2250712345678"),
            ("242", "06 123 4567", "24206 123 4567"),
            ("229", "0195123456", "2290195123456"),
            ("39", "06 6982 1234", "3906 6982 1234"),
        ] {
            assert_eq!(plan("").join(code, "", phone), joined, "{code} {phone}");
        }
    }

    #[test]
    fn a_calling_code_of_the_column_is_one_without_a_default_country() {
        for (country, code, area, phone, joined) in [
            ("", "86", "", "13800138000", "+8613800138000"),
            ("", "52", "55", "12345678", "+525512345678"),
            ("CN", "49", "", "0170 1234567", "+49170 1234567"),
            ("", "0086", "", "13800138000", "008613800138000"),
            ("", "86", "", "+85251234567", "+85251234567"),
            ("", "CN", "", "13800138000", "13800138000"),
            ("", "", "010", "62345678", "01062345678"),
            ("", "86", "", "-", "-"),
        ] {
            let found = plan(country).join_international(code, area, phone);
            assert_eq!(found, joined, "{code} {area} {phone}");
        }
    }

    fn digits(text: &str) -> String {
        text.chars().filter(char::is_ascii_digit).collect()
    }

    proptest! {
        #[test]
        fn a_joined_phone_ends_with_every_digit_of_its_cell(
            country in proptest::sample::select(vec!["", "CN", "BR", "DE", "IT", "US", "MX"]),
            code in "|86|\\+49|0039|55|1|52|CN|010|[+]?[0-9]{0,4}",
            area in "|010|11|\\(0\\)30|55|[0-9 ()-]{0,6}",
            phone in "[1-9][0-9]{3,11}|[0-9]{3,5}[ -][0-9]{4,6}|\\+[0-9]{8,12}|[-0-9 ()+.']{0,14}",
        ) {
            let joined = plan(country).join(&code, &area, &phone);
            let (found, cell) = (digits(&joined), digits(&phone));
            // The trunk zero of a whole number falls away behind a calling code, and nothing else does.
            let cell = cell.strip_prefix('0').unwrap_or(&cell);
            prop_assert!(found.ends_with(cell), "{joined:?} of {phone:?}");
            let is_as_written = joined == phone || joined.len() + 1 >= phone.trim().len();
            prop_assert!(is_as_written || clean(&joined).text == joined, "{joined:?} of {phone:?}");
        }
    }
}
