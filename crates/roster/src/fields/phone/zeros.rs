//! Leading zeros that a spreadsheet program took away.
//!
//! `0027188460901` typed into a number cell becomes `27188460901`, and `0170…` becomes `170…`. One cell cannot tell; the
//! column and the default country can.

use serde::{Deserialize, Serialize};

use super::home::Home;
use super::reading::{Reading, read};
use super::{MAX_DIGITS, NumberingPlan, calling_code, number};

/// Zeros that are missing before a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LostZeros {
    /// The `0` before a national number.
    One,
    /// The `00` before a calling code.
    Two,
}

impl LostZeros {
    /// What belongs in front: `0` or `00`.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::One => "0",
            Self::Two => "00",
        }
    }

    /// The cell with its zeros.
    pub fn restore(self, cell: &str) -> String {
        format!("{}{}", self.prefix(), cell.trim_start())
    }
}

/// What speaks for lost zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Other cells of the column still have theirs.
    Column,
    /// Numbers of the default country are written with theirs.
    Country,
}

/// Lengths above this are counted together; no phone has them.
const LENGTHS: usize = MAX_DIGITS + 3;

/// Counts, cell by cell, what a column's phones begin with.
#[derive(Debug, Clone, Default)]
pub struct ZeroEvidence {
    /// Phones that begin with a digit other than 0.
    plain: u32,
    /// Phones that begin with `00`.
    double_zero: u32,
    /// Phones that begin with a single `0`, by their number of digits.
    single_zero: [u32; LENGTHS],
}

impl ZeroEvidence {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at one phone cell as the sheet has it. Cells that are no phones do not count, nor those with a `+`.
    pub fn observe(&mut self, cell: &str) {
        let bytes = cell.as_bytes();
        if bytes.first() == Some(&b'+') {
            return;
        }
        if !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit) {
            return self.count(bytes);
        }
        if let Reading::Phone(dialled) = read(cell) {
            self.count(dialled.bare().as_bytes());
        }
    }

    fn count(&mut self, bare: &[u8]) {
        match bare {
            [b'0', b'0', ..] => self.double_zero += 1,
            [b'0', ..] => self.single_zero[bare.len().min(LENGTHS - 1)] += 1,
            [b'1'..=b'9', ..] => self.plain += 1,
            _ => {}
        }
    }

    /// Adds what was seen of another part of the same column.
    pub fn merge(&mut self, other: &Self) {
        self.plain += other.plain;
        self.double_zero += other.double_zero;
        self.single_zero
            .iter_mut()
            .zip(other.single_zero)
            .for_each(|(mine, others)| *mine += others);
    }

    /// What the column and the plan's default country show, to be asked about each cell.
    ///
    /// - The column shows a lost `00` when at least a quarter of its phones without `+` still have theirs.
    /// - It shows a lost `0` when most of its phones still have theirs.
    /// - The default country shows a lost `0` for numbers that are written with one at home.
    pub fn conclude<'p>(&self, plan: &'p NumberingPlan) -> ZeroVerdict<'p> {
        let single: u32 = self.single_zero.iter().sum();
        let one = single > self.plain;
        ZeroVerdict {
            plan,
            any_plain: self.plain > 0,
            two: self.double_zero > 0 && self.double_zero.saturating_mul(3) >= self.plain,
            // A length is one of theirs when a quarter of them have it.
            one_lengths: self
                .single_zero
                .map(|count| one && count > 0 && count.saturating_mul(4) >= single),
        }
    }
}

/// What a column showed about lost zeros.
#[derive(Debug, Clone)]
pub struct ZeroVerdict<'p> {
    plan: &'p NumberingPlan,
    /// Whether any phone begins with another digit than 0.
    any_plain: bool,
    two: bool,
    one_lengths: [bool; LENGTHS],
}

impl ZeroVerdict<'_> {
    /// Whether any cell can be suspected at all; when not, [`suspect`](Self::suspect) need not be asked.
    pub fn suspects_any(&self) -> bool {
        self.any_plain
            && (self.two
                || self.one_lengths.contains(&true)
                || self.plan.home.as_ref().is_some_and(Home::dials_zero))
    }

    /// The zeros this cell seems to have lost, and what shows it. `None` for a cell that begins with `0` or `+`.
    ///
    /// A lost `00` is suspected only where the digits are a valid number behind a calling code, and none of the default
    /// country without one. That a number of the default country has its calling code but neither `+` nor `00` is no
    /// loss: many sheets are written so.
    pub fn suspect(&self, cell: &str) -> Option<(LostZeros, Reason)> {
        if cell.starts_with(['0', '+']) || !self.suspects_any() {
            return None;
        }
        if super::clean::is_bare(cell) {
            return self.suspect_bare(cell);
        }
        match read(cell) {
            Reading::Phone(dialled) => self.suspect_bare(dialled.bare()),
            Reading::Other(_) => None,
        }
    }

    fn suspect_bare(&self, bare: &str) -> Option<(LostZeros, Reason)> {
        if bare.starts_with(['0', '+']) || bare.len() > MAX_DIGITS {
            return None;
        }
        let would_be = self
            .one_lengths
            .get(bare.len() + 1)
            .is_some_and(|known| *known);
        let home = self.plan.home.as_ref();
        let writes_zero = home.is_some_and(|home| home.writes_zero(bare));
        if !(self.two || would_be || writes_zero) {
            return None;
        }
        if let Some(national) = home.and_then(|home| home.valid(bare)) {
            let is_lost = writes_zero && national == bare;
            return is_lost.then_some((LostZeros::One, Reason::Country));
        }
        if self.two && is_number_abroad(bare) {
            return Some((LostZeros::Two, Reason::Column));
        }
        would_be.then_some((LostZeros::One, Reason::Column))
    }
}

/// Whether the digits are a valid number behind a calling code.
fn is_number_abroad(digits: &str) -> bool {
    calling_code::split(digits)
        .is_some_and(|(code, national)| number::is_valid(code, national, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suspicion(country: &str, column: &[&str], cell: &str) -> Option<(LostZeros, Reason)> {
        let plan = match country {
            "" => NumberingPlan::without_country(),
            code => NumberingPlan::with_default_country(code.parse().unwrap()),
        };
        let mut evidence = ZeroEvidence::new();
        column
            .iter()
            .chain([&cell])
            .for_each(|cell| evidence.observe(cell));
        evidence.conclude(&plan).suspect(cell)
    }

    #[test]
    fn a_column_of_double_zeros_shows_the_ones_that_lost_theirs() {
        let column = ["1.88461E+12", "0090 532 123 45 67"];
        assert_eq!(
            suspicion("", &column, "27188460901"),
            Some((LostZeros::Two, Reason::Column))
        );
        assert_eq!(
            suspicion("CN", &column, "27188460901"),
            Some((LostZeros::Two, Reason::Column))
        );
        assert_eq!(suspicion("", &column, "0027188460901"), None);
        assert_eq!(suspicion("", &column, "+27188460901"), None);
        assert_eq!(suspicion("", &column, "99912345"), None, "no calling code");
    }

    #[test]
    fn a_column_without_zeros_shows_nothing() {
        assert_eq!(
            suspicion("", &["13800138000", "13900139000"], "27188460901"),
            None
        );
        assert_eq!(suspicion("", &["+27188460902"], "27188460901"), None);
        let mostly_plain = [
            "13800138000",
            "13900139000",
            "13700137000",
            "13600136000",
            "0090 532 123 45 67",
        ];
        assert_eq!(suspicion("", &mostly_plain, "27188460901"), None);
    }

    #[test]
    fn a_number_of_the_default_country_lost_nothing_because_others_come_from_abroad() {
        assert_eq!(
            suspicion("CN", &["0090 532 123 45 67"], "13800138000"),
            None
        );
        assert_eq!(
            suspicion("CN", &["0090 532 123 45 67"], "8613800138000"),
            None
        );
    }

    #[test]
    fn a_column_of_national_numbers_shows_the_ones_that_lost_their_zero() {
        let column = ["01701234567", "01607654321", "0151 2345678"];
        assert_eq!(
            suspicion("", &column, "1719876543"),
            Some((LostZeros::One, Reason::Column))
        );
        assert_eq!(suspicion("", &column, "17198765"), None, "another length");
        assert_eq!(suspicion("", &column, "01719876543"), None);
    }

    #[test]
    fn the_default_country_shows_which_numbers_are_written_with_a_zero() {
        let lost = Some((LostZeros::One, Reason::Country));
        assert_eq!(suspicion("DE", &[], "1701234567"), lost);
        assert_eq!(
            suspicion("DE", &[], "491701234567"),
            None,
            "it has its calling code"
        );
        assert_eq!(
            suspicion("CN", &[], "13800138000"),
            None,
            "Chinese mobile numbers have none"
        );
        assert_eq!(
            suspicion("CN", &[], "1012345678"),
            lost,
            "but landlines have"
        );
        assert_eq!(suspicion("US", &[], "4255550121"), None);
        assert_eq!(suspicion("GB", &[], "7400 123456"), lost);
    }

    #[test]
    fn zeros_are_put_back() {
        assert_eq!(LostZeros::Two.restore("27188460901"), "0027188460901");
        assert_eq!(LostZeros::One.restore(" 170 1234567"), "0170 1234567");
    }

    #[test]
    fn parts_of_a_column_add_up() {
        let plan = NumberingPlan::without_country();
        let (mut whole, mut part) = (ZeroEvidence::new(), ZeroEvidence::new());
        whole.observe("27188460901");
        part.observe("00905321234567");
        assert_eq!(whole.conclude(&plan).suspect("27188460901"), None);
        whole.merge(&part);
        assert!(whole.conclude(&plan).suspect("27188460901").is_some());
    }
}
