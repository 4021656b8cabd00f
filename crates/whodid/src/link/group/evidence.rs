//! Evidence, added up as log-odds.

/// What speaks for two reports being one happening, and against it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Weighed {
    /// Log-odds.
    pub odds: f32,
    /// The pieces of evidence, as log-odds each with its words; only when asked for, since most pairs are only weighed.
    pub because: Option<Vec<(f32, String)>>,
}

impl Weighed {
    /// Adds a piece of evidence.
    pub fn add(&mut self, odds: f32, because: impl FnOnce() -> String) {
        self.odds += odds;
        if let Some(all) = &mut self.because {
            all.push((odds, because()));
        }
    }

    /// How likely it makes the two one happening, 0 to 1.
    pub fn likelihood(&self) -> f32 {
        1.0 / (1.0 + (-self.odds).exp())
    }

    /// The words of the evidence that weighs most, the heaviest first; what speaks against begins with "but".
    pub fn told(&self) -> Vec<String> {
        let mut all: Vec<&(f32, String)> =
            self.because.iter().flatten().filter(|(odds, _)| odds.abs() >= 0.15).collect();
        all.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then_with(|| a.1.cmp(&b.1)));
        let told = |(odds, words): &(f32, String)| if *odds < 0.0 { format!("but {words}") } else { words.clone() };
        all.into_iter().take(6).map(told).collect()
    }
}
