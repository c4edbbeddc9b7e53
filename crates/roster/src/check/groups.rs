//! Groups of rows that share something, found by sorting tags.

use super::both;

/// A tag: half of a keyed hash of what rows may share, or 0 for a row that shares nothing with anybody.
pub(super) type Tag = u32;

/// The tag of a hash.
pub(super) const fn tag(hash: u64) -> Tag {
    let upper = (hash >> 32) as Tag;
    if upper == 0 { 1 } else { upper }
}

/// Groups of rows that share something.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Groups {
    /// The first row of a group, and one of its rows; group by group.
    members: Vec<(u32, u32)>,
    /// Where among them each row's group begins.
    places: Vec<(u32, u32)>,
}

impl Groups {
    /// Groups rows, given in order with their tags, that have the same tag and that `same` confirms to be alike.
    pub(super) fn find(
        tagged: impl Iterator<Item = (Tag, u32)> + Clone + Send,
        on_one_core: bool,
        same: impl Fn(u32, u32) -> bool + Sync,
    ) -> Self {
        let tagged = tagged.filter(|&(tag, _)| tag != 0);
        let most = tagged.size_hint().1.unwrap_or(1 << 20);
        if on_one_core {
            return Self::of(alike(tagged, most, &same));
        }
        let lower = tagged.clone().filter(|&(tag, _)| tag >> 31 == 0);
        let upper = tagged.filter(|&(tag, _)| tag >> 31 == 1);
        let (mut members, others) = both(
            most,
            || alike(lower, most / 2, &same),
            || alike(upper, most / 2, &same),
        );
        members.extend(others);
        Self::of(members)
    }

    fn of(mut members: Vec<(u32, u32)>) -> Self {
        members.sort_unstable();
        let mut places = Vec::with_capacity(members.len());
        let mut begin = 0;
        for group in members.chunk_by(|(first, _), (other, _)| first == other) {
            places.extend(group.iter().map(|&(_, member)| (member, begin)));
            begin += row(group.len() as u64);
        }
        places.sort_unstable();
        Self { members, places }
    }

    /// The same without the groups of which a row fulfils `is_gone`, and with others in their place.
    pub(super) fn with(&self, others: &Self, is_gone: impl Fn(u32) -> bool) -> Self {
        let kept = self.members.iter().filter(|&&(first, _)| !is_gone(first));
        Self::of(kept.chain(&others.members).copied().collect())
    }

    /// Every row that is in a group: the first of its group, and the row itself; group by group.
    pub(crate) fn members(&self) -> &[(u32, u32)] {
        &self.members
    }

    /// The other rows of a row's group.
    pub(crate) fn others(&self, row: u32) -> impl Iterator<Item = u32> {
        let place = self
            .places
            .binary_search_by_key(&row, |&(member, _)| member);
        let begin = place.map_or(self.members.len(), |place| self.places[place].1 as usize);
        let rest = &self.members[begin..];
        let first = rest.first().map(|&(first, _)| first);
        // Nobody goes through a large group to look at a few of it.
        let group = rest
            .iter()
            .take_while(move |&&(other, _)| Some(other) == first);
        group
            .map(|&(_, member)| member)
            .filter(move |&member| member != row)
    }
}

/// The members of the groups among rows, of which there are about so many.
fn alike(
    tagged: impl Iterator<Item = (Tag, u32)> + Clone,
    about: usize,
    same: impl Fn(u32, u32) -> bool,
) -> Vec<(u32, u32)> {
    let repeated = Repeated::among(tagged.clone().map(|(tag, _)| tag), about);
    let mut suspects: Vec<u64> = tagged
        .filter(|&(tag, _)| repeated.may_have(tag))
        .map(|(tag, row)| u64::from(tag) << 32 | u64::from(row))
        .collect();
    suspects.sort_unstable();
    let mut members = Vec::new();
    for run in suspects
        .chunk_by(|a, b| a >> 32 == b >> 32)
        .filter(|run| run.len() > 1)
    {
        split(run.iter().map(|&it| row(it)).collect(), &same, &mut members);
    }
    members
}

/// The tags that occur several times, and about one in twelve of the others: nearly every row is nobody's double, and what
/// is not sorted costs nothing.
struct Repeated {
    /// Two bits for each place that tags may fall on: whether one did, and whether another did.
    places: Vec<u64>,
}

impl Repeated {
    const PLACES_IN_A_WORD: usize = 32;

    /// Of about so many tags.
    fn among(tags: impl Iterator<Item = Tag>, about: usize) -> Self {
        let words = (about * 8 / Self::PLACES_IN_A_WORD).next_power_of_two();
        let mut repeated = Self {
            places: vec![0; words],
        };
        for tag in tags {
            let (word, shift) = repeated.place(tag);
            let had_one = repeated.places[word] >> shift & 1;
            repeated.places[word] |= (1 | had_one << 1) << shift;
        }
        repeated
    }

    fn place(&self, tag: Tag) -> (usize, usize) {
        let tag = tag as usize;
        let word = (tag / Self::PLACES_IN_A_WORD) & (self.places.len() - 1);
        (word, tag % Self::PLACES_IN_A_WORD * 2)
    }

    fn may_have(&self, tag: Tag) -> bool {
        let (word, shift) = self.place(tag);
        self.places[word] >> shift & 2 != 0
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is the row")]
const fn row(tagged: u64) -> u32 {
    tagged as u32
}

/// Splits rows of one tag, ascending, into groups of those that are alike; two kinds seldom share a tag.
fn split(mut rows: Vec<u32>, same: impl Fn(u32, u32) -> bool, members: &mut Vec<(u32, u32)>) {
    while let [first, others @ ..] = &*rows {
        let first = *first;
        let (alike, rest): (Vec<u32>, Vec<u32>) =
            others.iter().partition(|&&other| same(first, other));
        if !alike.is_empty() {
            members.push((first, first));
            members.extend(alike.into_iter().map(|row| (first, row)));
        }
        rows = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows by what they hold; the tag is the first letter, so that different texts share one.
    fn groups(rows: &[&str]) -> Groups {
        let tags = rows
            .iter()
            .map(|text| text.bytes().next().map_or(0, Tag::from));
        let same = |a: u32, b: u32| rows[a as usize] == rows[b as usize];
        Groups::find(tags.zip(0..), true, same)
    }

    #[test]
    fn rows_of_one_tag_are_told_apart() {
        let groups = groups(&["ann", "", "abe", "bo", "ann", "abe", "ann", ""]);
        assert_eq!(groups.members(), [(0, 0), (0, 4), (0, 6), (2, 2), (2, 5)]);
        assert_eq!(groups.others(4).collect::<Vec<_>>(), [0, 6]);
        assert_eq!(groups.others(5).collect::<Vec<_>>(), [2]);
        assert_eq!(groups.others(3).count(), 0);
        assert_eq!(
            groups.others(1).count(),
            0,
            "what is empty is nobody's double"
        );
    }

    #[test]
    fn few_tags_that_occur_once_are_taken_for_repeated_ones() {
        let tag_of = |row: u64| tag(row.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let repeated = Repeated::among((0..20_000).chain(500..600).map(tag_of), 20_100);
        assert!((500..600).all(|row| repeated.may_have(tag_of(row))));
        let others = (600..20_000).filter(|&row| repeated.may_have(tag_of(row)));
        assert!(others.count() < 4000);
    }

    #[test]
    fn groups_can_be_replaced() {
        let before = groups(&["ann", "bo", "ann", "bo"]);
        let after = before.with(&groups(&["", "", "cem", "", "cem"]), |row| row == 0);
        assert_eq!(after.members(), [(1, 1), (1, 3), (2, 2), (2, 4)]);
    }

    #[test]
    fn two_cores_find_the_groups_that_one_finds() {
        let tagged = (0..60_000_u32).map(|row| (tag(u64::from(row % 25_000) << 49 | 1 << 32), row));
        let find = |on_one_core| {
            Groups::find(tagged.clone(), on_one_core, |a, b| a % 50_000 == b % 50_000)
        };
        let groups = find(false);
        assert_eq!(groups.members().len(), 20_000);
        assert_eq!(groups, find(true));
    }
}
