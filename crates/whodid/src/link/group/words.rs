//! The words of a report that tell it from others: what its sentence shares with another's.

/// Words too common to tell anything, titles and days among them; sorted.
const COMMON: [&str; 119] = [
    "a",
    "about",
    "after",
    "against",
    "ago",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "could",
    "day",
    "days",
    "did",
    "do",
    "during",
    "each",
    "earlier",
    "first",
    "for",
    "friday",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "last",
    "later",
    "may",
    "might",
    "monday",
    "month",
    "more",
    "most",
    "mr",
    "mrs",
    "ms",
    "new",
    "no",
    "not",
    "of",
    "off",
    "on",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "said",
    "same",
    "saturday",
    "say",
    "says",
    "she",
    "since",
    "so",
    "some",
    "such",
    "sunday",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "they",
    "this",
    "those",
    "three",
    "thursday",
    "to",
    "told",
    "tuesday",
    "two",
    "under",
    "until",
    "up",
    "was",
    "we",
    "wednesday",
    "week",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "will",
    "with",
    "would",
    "year",
    "years",
];

/// The stem of a word in small letters, without a plural's or a verb's ending; `None` for a word that tells nothing.
pub(super) fn stem(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches("'s").trim_end_matches("’s");
    if bare.chars().count() < 2 || COMMON.binary_search(&bare).is_ok() {
        return None;
    }
    let cut = ["ing", "ion", "ions", "ed", "es", "s"].into_iter().find_map(|ending| {
        let stem = bare.strip_suffix(ending)?;
        (stem.chars().count() >= 4).then_some(stem)
    });
    Some(cut.unwrap_or(bare).to_string())
}

/// The words of a text, in order.
pub(in crate::link) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.trim_matches(|c| c == '\'' || c == '’'))
        .filter(|word| !word.is_empty())
}

/// Stems with their weights, sorted by a number that stands for the stem: names and numbers tell more than other words.
#[derive(Clone, Debug, Default)]
pub(in crate::link) struct Words(Vec<(u32, f32)>);

impl Words {
    pub(in crate::link) fn of(text: &str) -> Self {
        let mut out: Vec<(u32, f32)> = Vec::new();
        for (index, word) in split(text).enumerate() {
            let Some(stem) = stem(word) else { continue };
            let named =
                index > 0 && word.starts_with(char::is_uppercase) || word.starts_with(|c: char| c.is_ascii_digit());
            out.push((number(&stem), if named { 1.5 } else { 1.0 }));
        }
        out.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        out.dedup_by_key(|word| word.0);
        Words(out)
    }

    /// How alike two texts are, 0 to 1: the cosine of their weighted words.
    pub(in crate::link) fn likeness(&self, other: &Words) -> f32 {
        let norm = |words: &Words| words.0.iter().map(|word| word.1 * word.1).sum::<f32>().sqrt();
        let (mut i, mut j, mut shared) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared += a.1 * b.1;
                    i += 1;
                    j += 1;
                }
            }
        }
        let whole = norm(self) * norm(other);
        if whole > 0.0 { shared / whole } else { 0.0 }
    }

    /// Whether a stem stands in both.
    pub(super) fn meets(&self, other: &Words) -> bool {
        self.0.iter().any(|word| other.0.binary_search_by_key(&word.0, |own| own.0).is_ok())
    }
}

/// A number that stands for a word.
pub(super) fn number(stem: &str) -> u32 {
    (hash(&[stem]) >> 32) as u32
}

/// FNV-1a over the parts of a key, with the final mixing of MurmurHash3: the same on every machine, since keys are stored.
pub(in crate::link) fn hash(parts: &[&str]) -> u64 {
    let mut out: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0x1f]) {
            out = (out ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    out ^= out >> 33;
    out = out.wrapping_mul(0xff51_afd7_ed55_8ccd);
    out ^ (out >> 33)
}
