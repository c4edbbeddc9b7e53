//! Which fault befalls a request.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::{Fault, FaultRule, On, When};
use crate::{Kind, mix};

/// The rules in force, first one first.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    active: Vec<Active>,
}

/// A rule with the times of the requests that [`When::Over`] let through in the last second.
#[derive(Debug)]
struct Active {
    rule: FaultRule,
    passed: VecDeque<Instant>,
}

/// What is known of a request before its body is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    pub(crate) kind: Kind,
    /// Its number among all requests.
    pub(crate) number: u64,
    /// Its number among those of its kind.
    pub(crate) nth: u64,
    pub(crate) at: Instant,
}

impl Rules {
    pub(crate) fn add(&mut self, rule: FaultRule) {
        let passed = VecDeque::new();
        self.active.push(Active { rule, passed });
    }

    pub(crate) fn clear(&mut self) {
        self.active.clear();
    }

    /// The fault of the first rule that matches by number, chance or rate.
    pub(crate) fn on_arrival(&mut self, arrival: &Arrival) -> Option<Fault> {
        let mut rules = self.active.iter_mut();
        let found = rules.find_map(|active| active.befalls(arrival).then_some(&active.rule.fault));
        found.cloned()
    }

    /// The fault of the first rule that names one of the phones.
    pub(crate) fn on_phones(&self, kind: Kind, phones: &[String]) -> Option<Fault> {
        let mut rules = self.active.iter().map(|active| &active.rule);
        let found = rules.find(|rule| match &rule.when {
            When::Phone(phone) => rule.on.covers(kind) && phones.contains(phone),
            _ => false,
        });
        found.map(|rule| rule.fault.clone())
    }

    /// Whether a rule looks at phones, so that they must be found out.
    pub(crate) fn name_phones(&self) -> bool {
        let mut rules = self.active.iter().map(|active| &active.rule.when);
        rules.any(|when| matches!(when, When::Phone(_)))
    }
}

impl Active {
    fn befalls(&mut self, arrival: &Arrival) -> bool {
        if !self.rule.on.covers(arrival.kind) {
            return false;
        }
        let nth = match self.rule.on {
            On::Any => arrival.number,
            On::Create | On::Query => arrival.nth,
        };
        match self.rule.when {
            When::Always => true,
            When::Nth(n) => nth == n,
            When::Between { first, last } => (first..=last).contains(&nth),
            When::Probability { p, seed } => mix::happens(p, seed, nth),
            When::Phone(_) => false,
            When::Over { per_second } => !self.passes(per_second, arrival.at),
        }
    }

    /// Lets a request through unless `per_second` passed within the second before it.
    fn passes(&mut self, per_second: u32, at: Instant) -> bool {
        let passed = &mut self.passed;
        while let Some(first) = passed.front()
            && at.duration_since(*first) >= Duration::from_secs(1)
        {
            passed.pop_front();
        }
        let passes = passed.len() < per_second as usize;
        if passes {
            passed.push_back(at);
        }
        passes
    }
}

impl On {
    fn covers(self, kind: Kind) -> bool {
        match self {
            Self::Any => true,
            Self::Create => kind == Kind::Create,
            Self::Query => kind == Kind::Query,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Garble;

    fn rules(all: impl IntoIterator<Item = FaultRule>) -> Rules {
        let mut rules = Rules::default();
        all.into_iter().for_each(|rule| rules.add(rule));
        rules
    }

    fn arrival(kind: Kind, number: u64, nth: u64) -> Arrival {
        let at = Instant::now();
        Arrival {
            kind,
            number,
            nth,
            at,
        }
    }

    const EMPTY: Fault = Fault::Garble(Garble::Empty);
    const NO_DATA: Fault = Fault::Garble(Garble::NoData);

    #[test]
    fn numbers_count_within_what_the_rule_is_on() {
        let mut rules = rules([
            FaultRule::create(When::Nth(2), EMPTY),
            FaultRule::any(When::Between { first: 4, last: 5 }, NO_DATA),
        ]);
        let mut fault = |kind, number, nth| rules.on_arrival(&arrival(kind, number, nth));
        assert_eq!(fault(Kind::Query, 1, 1), None);
        assert_eq!(fault(Kind::Query, 2, 2), None);
        assert_eq!(fault(Kind::Create, 3, 1), None);
        assert_eq!(fault(Kind::Create, 4, 2), Some(EMPTY));
        assert_eq!(fault(Kind::Query, 5, 3), Some(NO_DATA));
        assert_eq!(fault(Kind::Query, 6, 4), None);
    }

    #[test]
    fn a_rate_is_kept_in_any_second() {
        let mut rules = rules([FaultRule::rate_limit(2)]);
        let start = Instant::now();
        let mut passes = |ms| {
            let at = start + Duration::from_millis(ms);
            let request = Arrival {
                at,
                ..arrival(Kind::Create, 1, 1)
            };
            rules.on_arrival(&request).is_none()
        };
        assert!(passes(0));
        assert!(passes(600));
        assert!(!passes(999), "a third within a second");
        assert!(passes(1_000), "the first is a second old");
        assert!(!passes(1_500), "600 and 1,000 are not");
        assert!(passes(1_600));
    }

    #[test]
    fn a_phone_is_looked_for_in_the_batch() {
        let rules = rules([FaultRule::create(When::Phone("0027".into()), EMPTY)]);
        let with = ["188".to_owned(), "0027".to_owned()];
        assert!(rules.name_phones());
        assert_eq!(rules.on_phones(Kind::Create, &with), Some(EMPTY));
        assert_eq!(rules.on_phones(Kind::Create, &with[..1]), None);
        assert_eq!(rules.on_phones(Kind::Query, &with), None);
    }
}
