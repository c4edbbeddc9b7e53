//! By what rules rows are checked.

use serde::{Deserialize, Serialize};

use crate::fields::password::Policy;
use crate::fields::phone::{Country, NumberingPlan};

/// By what rules rows are checked. The service documents none beyond first name and phone, so they are the admin's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// The country of phones that do not say theirs.
    pub default_country: Option<Country>,
    /// What a password must be.
    pub password_policy: Policy,
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
