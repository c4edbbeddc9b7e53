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

/// When and how a phone was submitted before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Earlier {
    /// The service took it.
    Accepted {
        /// The day, as the screen is to show it.
        date: String,
        /// The task it went out with.
        task_id: String,
    },
    /// It went out in that submission, and nobody knows whether the service took it.
    Unknown(Elsewhere),
    /// It is still to be sent in that submission.
    Waiting(Elsewhere),
}

/// Another submission, as a person knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Elsewhere {
    /// Its number.
    pub submission: String,
    /// Its file, without the folder; empty for rows that were pasted.
    pub file_name: String,
    /// The day it was planned, as the screen is to show it.
    pub date: String,
}

/// The phones that were submitted before, by what makes two phones the same.
#[derive(Debug, Default)]
pub(crate) struct EarlierPhones {
    /// Each phone as it was submitted, and how. Another default country gives it another key.
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
