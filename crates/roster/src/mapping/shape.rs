//! By what two sheets have the same columns.

use serde::{Deserialize, Serialize};

/// The fingerprint of a sheet's header: equal for sheets whose columns have the same names in the same order.
///
/// It tells nothing of the sheet's content, and is meant to be the key under which a confirmed mapping is remembered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SheetShape(String);

impl SheetShape {
    /// The shape of a sheet with these headers; of one without, when they are `None`.
    pub(crate) fn of(columns: usize, headers: Option<&[String]>) -> Self {
        let Some(headers) = headers else {
            return Self(format!("{columns}-headerless"));
        };
        let mut hash = FNV_OFFSET;
        for header in headers {
            let normal = header.trim().to_lowercase();
            // A byte that no text holds keeps `ab`,`c` and `a`,`bc` apart.
            normal
                .bytes()
                .chain([0xff])
                .for_each(|byte| hash = (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME));
        }
        Self(format!("{columns}-{hash:016x}"))
    }

    /// The fingerprint as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// FNV-1a: the same on every machine and in every version, which the standard library's hashes do not promise.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(headers: &[&str]) -> SheetShape {
        let headers: Vec<String> = headers.iter().map(ToString::to_string).collect();
        SheetShape::of(headers.len(), Some(&headers))
    }

    #[test]
    fn names_and_their_order_make_the_shape() {
        assert_eq!(shape(&["Name", "Phone"]), shape(&[" name ", "PHONE"]));
        assert_ne!(shape(&["Name", "Phone"]), shape(&["Phone", "Name"]));
        assert_ne!(shape(&["ab", "c"]), shape(&["a", "bc"]));
        assert_eq!(
            shape(&["Name"]).as_str(),
            "1-afb6acfff267ae9b",
            "it must not change between versions"
        );
    }
}
