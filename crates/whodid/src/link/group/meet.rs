//! Which reports meet: an index from keys to reports, flat, since a million reports have some fifteen million keys.

use super::keys::is_of_month;

/// Reports by key, and keys by report.
pub(super) struct Meeting {
    /// Where each report's buckets begin in `buckets`.
    starts: Vec<u32>,
    buckets: Vec<u32>,
    /// Where each bucket's reports begin in `reports`.
    bounds: Vec<u32>,
    reports: Vec<u32>,
    of_month: Vec<bool>,
}

impl Meeting {
    /// An index of the keys that each report has; keys that one report alone has are left out.
    pub fn of(keys: impl Iterator<Item = Vec<u64>>) -> Self {
        let mut all: Vec<(u64, u32)> = Vec::new();
        let mut count = 0;
        for (at, keys) in (0..).zip(keys) {
            all.extend(keys.into_iter().map(|key| (key, at)));
            count = at + 1;
        }
        all.sort_unstable();
        let (mut bounds, mut reports, mut of_month) = (vec![0], Vec::new(), Vec::new());
        for bucket in all.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
            reports.extend(bucket.iter().map(|(_, at)| *at));
            bounds.push(reports.len() as u32);
            of_month.push(is_of_month(bucket[0].0));
        }
        drop(all);
        let mut starts = vec![0; count as usize + 1];
        for at in &reports {
            starts[*at as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut buckets = vec![0; reports.len()];
        for (number, bounds) in (0..).zip(bounds.windows(2)) {
            for at in &reports[bounds[0] as usize..bounds[1] as usize] {
                let place = &mut next[*at as usize];
                buckets[*place as usize] = number;
                *place += 1;
            }
        }
        Meeting { starts, buckets, bounds, reports, of_month }
    }

    /// The reports before `at` that share a key with it, each once; by a month's key only those that `by_month` allows.
    pub fn earlier(&self, at: usize, by_month: impl Fn(usize) -> bool, found: &mut Vec<u32>) {
        found.clear();
        for bucket in &self.buckets[self.starts[at] as usize..self.starts[at + 1] as usize] {
            let bucket = *bucket as usize;
            let reports = &self.reports[self.bounds[bucket] as usize..self.bounds[bucket + 1] as usize];
            let before = reports.iter().copied().take_while(|other| (*other as usize) < at);
            match self.of_month[bucket] {
                true => found.extend(before.filter(|other| by_month(*other as usize))),
                false => found.extend(before),
            }
        }
        found.sort_unstable();
        found.dedup();
    }
}
