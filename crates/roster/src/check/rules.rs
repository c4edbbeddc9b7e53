//! By what rules rows are checked.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::fields::password::Policy;
use crate::fields::phone::{Country, NumberingPlan, PhoneKey};

/// By what rules rows are checked. The service documents none beyond first name and phone, so they are the admin's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// The country of phones that do not say theirs.
    pub default_country: Option<Country>,
    /// What a password must be.
    pub password_policy: Policy,
    /// Whether every user needs a password, so that a row without one cannot be sent.
    pub password_required: bool,
}

impl Rules {
    pub(crate) fn plan(&self) -> NumberingPlan {
        self.default_country.map_or_else(
            NumberingPlan::without_country,
            NumberingPlan::with_default_country,
        )
    }
}

/// When and how a phone was sent before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The day, as the screen is to show it.
    pub date: String,
    /// The task it went out with, when the service gave one.
    pub task_id: Option<String>,
}

/// The phones that went out before, by what makes two phones the same.
#[derive(Debug, Default)]
pub(crate) struct EarlierPhones {
    /// Each phone as it was sent, and when. Another default country gives it another key.
    sent: Vec<(Box<str>, Earlier)>,
    places: HashMap<PhoneKey, usize>,
}

impl EarlierPhones {
    pub(crate) fn new<'a>(
        sent: impl IntoIterator<Item = (&'a str, Earlier)>,
        plan: &NumberingPlan,
    ) -> Self {
        let sent = sent
            .into_iter()
            .map(|(phone, earlier)| (phone.into(), earlier))
            .collect();
        let mut phones = Self {
            sent,
            places: HashMap::new(),
        };
        phones.key_by(plan);
        phones
    }

    /// Takes the keys of another plan. Of several times a phone was sent, the last one counts.
    pub(crate) fn key_by(&mut self, plan: &NumberingPlan) {
        let keys = self.sent.iter().enumerate();
        self.places = keys
            .filter_map(|(place, (phone, _))| Some((plan.key(phone)?, place)))
            .collect();
    }

    pub(crate) fn contains(&self, phone: PhoneKey) -> bool {
        self.places.contains_key(&phone)
    }

    pub(crate) fn get(&self, phone: PhoneKey) -> Option<&Earlier> {
        self.places.get(&phone).map(|&place| &self.sent[place].1)
    }
}
