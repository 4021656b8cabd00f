//! Outlets: one name for all spellings, and who owns whom.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::resources::{Facts, Kind};

/// An outlet's owner and the days between which that is so.
struct Owned {
    owner: &'static str,
    from: Option<Date>,
    to: Option<Date>,
}

/// Owners by the outlet's compared name.
static OWNERS: LazyLock<HashMap<String, Vec<Owned>>> = LazyLock::new(|| {
    let mut owners: HashMap<String, Vec<Owned>> = HashMap::new();
    for line in include_str!("en/owners.tsv").lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(outlet), Some(owner)) = (fields.next(), fields.next()) else { continue };
        let mut day = |end| fields.next().and_then(|text| whole(text, end));
        let (from, to) = (day("-01-01"), day("-12-31"));
        owners.entry(compared(outlet)).or_default().push(Owned { owner, from, to });
    }
    owners
});

/// A day, or the first or last one of a year.
fn whole(text: &str, end: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() == 4 { format!("{text}{end}").parse().ok() } else { text.parse().ok() }
}

/// The name that `facts` know an outlet by; the name itself when they do not know it.
pub(super) fn name(name: &str, facts: &Facts) -> String {
    let name = name.trim();
    let known = facts.named(name).into_iter().find(|fact| fact.kind == Kind::Outlet);
    known.map_or_else(|| name.to_owned(), |fact| fact.name.clone())
}

/// Whether two names are one outlet's but for case, article and marks.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || compared(one) == compared(other)
}

/// The form in which names of outlets are compared.
pub(super) fn compared(name: &str) -> String {
    let lower = name.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Who owns an outlet on a day; on an unknown day, the last owner listed.
pub(super) fn owner(outlet: &str, on: Option<Date>) -> Option<&'static str> {
    let rows = OWNERS.get(&compared(outlet))?;
    let holds = |row: &&Owned| {
        on.is_none_or(|day| row.from.is_none_or(|from| from <= day) && row.to.is_none_or(|to| day <= to))
    };
    rows.iter().rev().find(holds).map(|row| row.owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_hold_between_their_days() {
        let on = |outlet, day: &str| owner(outlet, day.parse().ok());
        assert_eq!(on("The Wall Street Journal", "2020-01-01"), Some("News Corp"));
        assert_eq!(on("Wall Street Journal", "2001-01-01"), Some("Dow Jones"));
        assert_eq!(owner("Gazette of Nowhere", None), None);
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        let lines: Vec<&str> = include_str!("en/owners.tsv").lines().skip(1).collect();
        assert!(lines.is_sorted(), "owners.tsv is not in order");
        assert!(lines.iter().all(|line| line.split('\t').count() == 4), "four columns a row");
    }
}
