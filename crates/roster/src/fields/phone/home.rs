//! A default country's numbers: what they look like without a calling code.

use std::borrow::Cow;
use std::sync::OnceLock;

use rlibphonenumber::Region;

use super::{Country, number};

/// A country whose numbers may come without a calling code.
#[derive(Debug, Clone)]
pub(super) struct Home {
    pub(super) country: Country,
    region: Region,
    /// The calling code's digits.
    pub(super) code: String,
    /// What is dialled before a number inside the country.
    trunks: Vec<&'static str>,
    /// The lengths of its numbers, as bits.
    lengths: u32,
    /// Whether the calling code is first of all another country's.
    shares_plan: bool,
    /// See [`Home::writes_zero`].
    zeros: OnceLock<Vec<bool>>,
}

/// How many leading digits decide how a number is written.
const PREFIX: usize = 3;
const PREFIXES: usize = 1000;
/// What an ordinary number may go on with.
const REST: &str = "23456782345678";

impl Home {
    /// The home of a country; `None` for one without numbering data, which [`Country`] does not make.
    pub(super) fn of(country: Country) -> Option<Self> {
        let region = country.region()?;
        let code = country.calling_code().to_string();
        Some(Self {
            country,
            region,
            trunks: number::trunk_prefixes(region, &code),
            lengths: number::lengths(&code),
            shares_plan: number::main_region(&code) != Some(region),
            code,
            zeros: OnceLock::new(),
        })
    }

    /// Whether a `0` is dialled before numbers inside the country.
    pub(super) fn dials_zero(&self) -> bool {
        self.trunks.contains(&"0")
    }

    /// Whether the country has this national number.
    fn has(&self, national: &str) -> bool {
        number::is_valid(&self.code, national, Some(self.region))
    }

    /// Whether national numbers like this one are written with a `0` before them: German numbers are, Chinese mobile
    /// numbers are not. Decided by the length and the first three digits, once for all of them.
    pub(super) fn writes_zero(&self, national: &str) -> bool {
        let start = national
            .get(..PREFIX)
            .and_then(|digits| digits.parse().ok());
        let index = start
            .filter(|_| self.dials_zero())
            .map(|start: usize| national.len() * PREFIXES + start);
        index
            .and_then(|index| self.zeros.get_or_init(|| self.written_zeros()).get(index))
            .copied()
            .unwrap_or(false)
    }

    fn written_zeros(&self) -> Vec<bool> {
        let mut zeros = vec![false; 18 * PREFIXES];
        for length in (PREFIX + 1..18).filter(|length| self.lengths & (1 << length) != 0) {
            for start in 100..PREFIXES {
                let national: String = start
                    .to_string()
                    .chars()
                    .chain(REST.chars())
                    .take(length)
                    .collect();
                let written = number::written_at_home(&self.code, &national).unwrap_or_default();
                zeros[length * PREFIXES + start] = written.trim_start_matches('(').starts_with('0');
            }
        }
        zeros
    }

    /// The national number that digits without `+` and `00` are, or `None` when the country has no such number.
    pub(super) fn valid<'d>(&self, digits: &'d str) -> Option<Cow<'d, str>> {
        let known = self.readings(digits).find(|national| self.has(national));
        // Carrier codes, and mobile prefixes that change with the place one calls from.
        known
            .map(Cow::Borrowed)
            .or_else(|| self.dialled(digits).map(Cow::Owned))
    }

    /// The national number that is dialled with these digits, if it has one of the lengths of national numbers. Canada has
    /// shorter ones, which nobody reaches from abroad.
    fn dialled(&self, digits: &str) -> Option<String> {
        number::parse(digits, Some(self.region)).filter(|national| self.has_length(national))
    }

    fn has_length(&self, national: &str) -> bool {
        national.len() < 32 && self.lengths & (1 << national.len()) != 0
    }

    /// The national number that digits without `+` and `00` are by their length; where several readings fit, the first
    /// that the country has. Islands that share the plan of a larger country may write less than that needs.
    pub(super) fn by_length<'d>(&self, digits: &'d str) -> Option<Cow<'d, str>> {
        let mut readings = self.readings(digits);
        let (first, second) = (readings.next(), readings.next());
        if second.is_none() && first.is_some() && !self.shares_plan {
            return first.map(Cow::Borrowed);
        }
        let all = [first, second].into_iter().flatten().chain(readings);
        let mut known = all.filter(|national| self.has(national));
        if let Some(known) = known.next() {
            return Some(Cow::Borrowed(known));
        }
        let is_local = first.is_none() || self.shares_plan;
        let local = is_local.then(|| self.dialled(digits));
        let local = local.flatten().map(Cow::Owned);
        local.or_else(|| first.map(Cow::Borrowed))
    }

    /// What digits may be as a national number of a fitting length, the likeliest first: without what is dialled before
    /// it, without the calling code, as they are.
    ///
    /// `4917012345678` is 0170 12345678 with the calling code, or 0491 7012345678 without its zero. Where a zero is
    /// dialled, the reading that needs no lost zero comes first.
    fn readings<'d>(&self, digits: &'d str) -> impl Iterator<Item = &'d str> + use<'_, 'd> {
        let trunk = self
            .trunks
            .iter()
            .find_map(|trunk| digits.strip_prefix(trunk));
        let coded = digits.strip_prefix(&*self.code);
        let bare = (trunk.is_none() || !digits.starts_with('0')).then_some(digits);
        let (second, third) = if self.dials_zero() {
            (coded, bare)
        } else {
            (bare, coded)
        };
        let all = [trunk, second, third].into_iter().flatten();
        all.filter(|national| self.has_length(national))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(country: &str) -> Home {
        Home::of(country.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_local_number_of_an_island_is_its_number_in_the_plan_that_it_shares() {
        for (country, digits, national) in [
            ("CC", "91621234", "891621234"),
            ("CX", "91641234", "891641234"),
            ("AG", "4641234", "2684641234"),
            ("AU", "0412345678", "412345678"),
            ("JE", "07797712345", "7797712345"),
        ] {
            let home = home(country);
            assert_eq!(home.valid(digits).as_deref(), Some(national), "{country}");
            assert_eq!(
                home.by_length(digits).as_deref(),
                Some(national),
                "{country}"
            );
        }
    }

    #[test]
    fn each_country_dials_its_own_prefix() {
        let countries: [(&str, &[&str]); 8] = [
            ("DE", &["0"]),
            ("CN", &["0"]),
            ("IT", &[]),
            ("US", &["1"]),
            ("RU", &["8"]),
            ("HU", &["06"]),
            ("BY", &["80", "0", "8"]),
            ("ES", &[]),
        ];
        for (country, trunks) in countries {
            assert_eq!(home(country).trunks, trunks, "{country}");
        }
    }

    #[test]
    fn a_number_is_read_with_and_without_its_calling_code() {
        let numbers = [
            ("CN", "13800138000", Some("13800138000")),
            ("CN", "8613800138000", Some("13800138000")),
            ("CN", "01012345678", Some("1012345678")),
            ("CN", "1259313800138000", Some("13800138000")),
            ("CN", "27188460901", None),
            ("DE", "4917012345678", Some("17012345678")),
            ("DE", "1701234567", Some("1701234567")),
            ("RU", "8005553535", Some("8005553535")),
            ("RU", "88005553535", Some("8005553535")),
            ("BY", "8011234567", Some("8011234567")),
            ("BY", "80291234567", Some("291234567")),
            ("IT", "0236618300", Some("0236618300")),
            ("IT", "390236618300", Some("0236618300")),
            ("BR", "01511961234567", Some("11961234567")),
            ("AR", "0111523456789", Some("91123456789")),
            // `0` dials abroad there, and `690` is Tokelau.
            ("CV", "06902200", None),
            ("CV", "9911111", Some("9911111")),
            ("AG", "3100000", None),
            ("US", "4255550121", Some("4255550121")),
            ("US", "16045550121", Some("6045550121")),
        ];
        for (country, digits, national) in numbers {
            assert_eq!(
                home(country).valid(digits).as_deref(),
                national,
                "{country} {digits}"
            );
        }
    }
}
