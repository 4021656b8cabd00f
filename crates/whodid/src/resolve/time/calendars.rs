//! Days of the Solar and the lunar Hijri calendar.

use icu_calendar::cal::Hijri;
use icu_calendar::{Date as OtherDate, Iso};
use jiff::civil::Date;

/// A calendar that is not the civil one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calendar {
    /// Iran's and Afghanistan's.
    Persian,
    /// The lunar one, as Umm al-Qura reckons it; sightings may differ by a day.
    Hijri,
}

impl Calendar {
    /// The civil day of a day of this calendar.
    pub(super) fn day(self, year: i32, month: u8, day: u8) -> Option<Date> {
        let iso = match self {
            Calendar::Persian => OtherDate::try_new_persian(year, month, day).ok()?.to_calendar(Iso),
            Calendar::Hijri => OtherDate::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura())
                .ok()?
                .to_calendar(Iso),
        };
        let year = i16::try_from(iso.year().extended_year()).ok()?;
        Date::new(year, i8::try_from(iso.month().ordinal).ok()?, i8::try_from(iso.day_of_month().0).ok()?).ok()
    }

    /// The year of this calendar in which a civil year begins.
    fn year_at(self, civil: i16) -> i32 {
        match self {
            Calendar::Persian => i32::from(civil) - 622,
            // Lunar years are shorter: 33 of them make 32 civil ones.
            Calendar::Hijri => (i32::from(civil) - 622) * 33 / 32,
        }
    }

    /// The day of this calendar, in any year, that lies nearest to a civil day; the last one not after it when told of the past.
    pub(super) fn nearest(self, month: u8, day: u8, civil: Date, past: bool) -> Option<Date> {
        let year = self.year_at(civil.year());
        (year - 1..=year + 2)
            .filter_map(|year| self.day(year, month, day))
            .filter(|date| !past || *date <= civil)
            .min_by_key(|date| civil.since(*date).map_or(i32::MAX, |gap| gap.get_days().abs()))
    }
}
