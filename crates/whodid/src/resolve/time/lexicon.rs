//! The words that time expressions are made of, from `en/words.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::grammar;

macro_rules! classes {
    ($($name:ident)*) => {
        /// A kind of word or number that patterns name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(clippy::upper_case_acronyms)]
        pub(super) enum Class { $($name),* }

        impl Class {
            pub(super) fn named(name: &str) -> Option<Self> {
                $(if name == stringify!($name) { return Some(Class::$name); })*
                None
            }
        }
    };
}

classes! {
    MONTH MAYMONTH WEEKDAY WKD WEEKDAYS UNIT UNITS SHORT SHORTS PART SUNTIME HOURWORD SEASON AMBIGUOUS NTH CARD TIMES VAGUE
    VAGUES TENS OFTEN AMPM ZONE QUARTERNAME HALFNAME PERSIAN HIJRI RABI JUMADA TENSE
    N DAY YEAR SHORTYEAR DECADE CLOCK ISO ISOTIME SLASHED FRACTION
}

/// What patterns are made of: a class, or a word itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key(pub(super) u16);

/// Keys from here on are words.
const WORDS: u16 = 128;

impl From<Class> for Key {
    fn from(class: Class) -> Self {
        Key(class as u16)
    }
}

impl Key {
    /// Whether it is a class, whose value a pattern captures.
    pub(super) fn is_class(self) -> bool {
        self.0 < WORDS
    }
}

/// One thing that a word may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sense {
    pub(super) key: Key,
    pub(super) value: f64,
    /// Only when the text has it with a capital.
    pub(super) capital: bool,
    /// Only with its full stop.
    pub(super) dot: bool,
}

/// Everything that a word may be.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) senses: Vec<Sense>,
    /// A full stop behind it belongs to it.
    pub(super) takes_dot: bool,
}

/// All words, by their small letters.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    entries: HashMap<Box<str>, Entry>,
    /// For each first byte, a bit for every length that a word has: most words of a text are told off by it.
    lengths: Vec<u32>,
    words: u16,
}

/// The longest word, in bytes.
const LONGEST: usize = 16;

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::parse(include_str!("en/words.txt"));
    for word in grammar::words(grammar::ENGLISH_PATTERNS) {
        lexicon.intern(word);
    }
    lexicon
});

impl Lexicon {
    pub(super) fn english() -> &'static Self {
        &ENGLISH
    }

    fn parse(table: &str) -> Self {
        let mut lexicon = Lexicon::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split_whitespace();
            let (Some(class), Some(value)) = (columns.next().and_then(Class::named), columns.next()) else { continue };
            let Some(value) = code(value) else { continue };
            for written in columns {
                let (word, may) = written.strip_suffix("(.)").map_or((written, false), |word| (word, true));
                let (word, must) = word.strip_suffix('.').map_or((word, false), |word| (word, true));
                let entry = lexicon.entry_mut(word.to_lowercase());
                entry.takes_dot |= may || must;
                let capital = word.starts_with(char::is_uppercase);
                entry.senses.push(Sense { key: class.into(), value, capital, dot: must });
            }
        }
        lexicon
    }

    /// Makes a word one that patterns can name.
    fn intern(&mut self, word: &str) {
        if self.key(word).is_some() {
            return;
        }
        let sense = Sense { key: Key(WORDS + self.words), value: 0.0, capital: false, dot: false };
        self.words += 1;
        self.entry_mut(word.to_string()).senses.push(sense);
    }

    /// The key of a word of the patterns.
    pub(super) fn key(&self, word: &str) -> Option<Key> {
        self.entries.get(word)?.senses.iter().map(|sense| sense.key).find(|key| !key.is_class())
    }

    /// The entry of a word in small letters, made if need be.
    fn entry_mut(&mut self, word: String) -> &mut Entry {
        self.lengths.resize(256, 0);
        if let (Some(first), true) = (word.bytes().next(), word.len() <= LONGEST) {
            self.lengths[usize::from(first)] |= 1 << word.len();
        }
        self.entries.entry(word.into()).or_default()
    }

    /// What a word of the text may be, whatever its case.
    pub(super) fn entry(&self, word: &str) -> Option<&Entry> {
        let first = word.bytes().next()?.to_ascii_lowercase();
        let lengths = self.lengths.get(usize::from(first))?;
        if word.len() > LONGEST || lengths & (1 << word.len()) == 0 {
            return None;
        }
        let mut small = [0; LONGEST];
        let small = small.get_mut(..word.len())?;
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        self.entries.get(std::str::from_utf8(small).ok()?)
    }
}

/// A number, or a letter as its code.
pub(super) fn code(value: &str) -> Option<f64> {
    let letter = value.bytes().next().filter(|byte| value.len() == 1 && byte.is_ascii_alphabetic());
    letter.map(f64::from).or_else(|| value.parse().ok())
}
