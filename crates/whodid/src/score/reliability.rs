//! Whether confidence keeps its word: of what is said with 0.8, eight in ten should be right.

/// Answers with the confidence they were given.
#[derive(Clone, Debug, Default)]
pub struct Reliability {
    answers: Vec<(f32, bool)>,
}

/// The answers of like confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Mean confidence.
    pub confidence: f64,
    /// Share that was right.
    pub right: f64,
    /// Number of answers.
    pub count: usize,
}

impl Reliability {
    /// Counts one answer.
    pub fn add(&mut self, confidence: f32, right: bool) {
        self.answers.push((confidence, right));
    }

    /// The number of answers.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// True before the first answer.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// The answers in ten bins of equal width, empty ones left out.
    pub fn bins(&self) -> Vec<Bin> {
        let mut sums = [(0.0, 0, 0); 10];
        for &(confidence, right) in &self.answers {
            let bin = &mut sums[((confidence * 10.0) as usize).min(9)];
            bin.0 += f64::from(confidence);
            bin.1 += usize::from(right);
            bin.2 += 1;
        }
        sums.into_iter()
            .filter(|(_, _, count)| *count > 0)
            .map(|(sum, right, count)| Bin {
                confidence: sum / count as f64,
                right: right as f64 / count as f64,
                count,
            })
            .collect()
    }

    /// The mean gap between confidence and share right, over bins weighed by their answers: the expected calibration error.
    ///
    /// ```
    /// let mut told = whodid::score::reliability::Reliability::default();
    /// for right in [true, true, true, false] {
    ///     told.add(0.75, right);
    /// }
    /// assert!(told.error() < 1e-9);
    /// ```
    pub fn error(&self) -> f64 {
        let gaps: f64 = self.bins().iter().map(|bin| (bin.confidence - bin.right).abs() * bin.count as f64).sum();
        gaps / self.answers.len().max(1) as f64
    }

    /// The answers themselves: confidence, and whether it was right.
    pub fn answers(&self) -> &[(f32, bool)] {
        &self.answers
    }
}
