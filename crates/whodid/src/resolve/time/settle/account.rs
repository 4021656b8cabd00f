//! Quarters and halves of a year, and what accounts compare them with.

use super::said::Said;
use super::{ACCOUNT, Settler, Way};
use crate::mention::DateFrom::{Explicit, Relative};
use crate::resolve::time::Direction;
use crate::resolve::time::lexicon::Class;
use crate::resolve::time::period::{Period, Unit};
use crate::resolve::time::told::Told;

impl Settler {
    pub(super) fn account(&self, said: Said<'_>, way: Way<'_>) -> Option<Told> {
        let (unit, months) = if said.rule.action.starts_with("half") { (Unit::Half, 6) } else { (Unit::Quarter, 3) };
        let number = said.any(&[Class::NTH, Class::QUARTERNAME, Class::HALFNAME]).unwrap_or(4.0) as i8;
        let number = number.min(12 / months);
        let of_year = |year: i16| Period::of_months(year, (number - 1) * months + 1, unit);
        if let Some(year) = said.year() {
            return Some(Told::period(of_year(year)?, Explicit));
        }
        let today = self.published?;
        let this = Period::around(today, unit)?;
        let account =
            self.account.filter(|(period, ago)| period.unit == unit && *ago <= ACCOUNT).map(|(period, _)| period);
        let period = match said.rule.action.as_str() {
            "quarter-of" | "half-of" => of_year(today.year() + said.by() as i16)?,
            "quarter-step" => this.moved(said.by())?,
            "quarter-latest" => account.or_else(|| this.moved(-1))?,
            "quarter-year-before" => account.or_else(|| this.moved(-1))?.moved(-4)?,
            _ => {
                let of_today = of_year(today.year())?;
                let over = today.since(of_today.last()?).ok()?.get_days();
                match way() {
                    // Accounts come out months after a quarter is over, whatever verbs tell of them.
                    Some((Direction::Coming, sure)) if over > 0 && (sure || over > 180) => {
                        of_today.away(1, Unit::Year)?
                    }
                    Some((Direction::Coming, _)) => of_today,
                    _ if of_today.first > today => of_today.away(-1, Unit::Year)?,
                    _ => of_today,
                }
            }
        };
        Some(Told::period(period, Relative))
    }
}
