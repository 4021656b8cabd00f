//! Words of a name or a phrase in the form in which they are compared.

use std::borrow::Cow;
use std::ops::Range;

/// A word, cut at white space, hyphens and marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// As written, without a possessive ending.
    pub text: &'t str,
    /// Lower case, without accents, apostrophes and full stops.
    pub plain: Cow<'t, str>,
    /// Bytes of the phrase, with the possessive ending.
    pub at: Range<usize>,
    /// True when "'s" or an apostrophe follows.
    pub possessive: bool,
    /// True when a hyphen joins it to the word before.
    pub hyphened: bool,
    /// The mark that stands between it and the word before, if one does: `,`, `(`, `"` and the like.
    pub mark: Option<char>,
}

impl Word<'_> {
    /// True when it begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// True when every letter is a capital.
    pub fn is_upper(&self) -> bool {
        !self.text.chars().any(char::is_lowercase)
    }

    /// True when it begins with a digit.
    pub fn is_numeric(&self) -> bool {
        self.text.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
    }
}

/// Cuts a phrase into words. The Arabic article ("al-", "el-", "ash-") is no word.
///
/// ```
/// use whodid::resources::words;
/// let words = words("U.N. envoy Geir Pedersen's talks with al-Sharaa");
/// let plain: Vec<&str> = words.iter().map(|word| &*word.plain).collect();
/// assert_eq!(plain, ["un", "envoy", "geir", "pedersen", "talks", "with", "sharaa"]);
/// assert!(words[3].possessive);
/// ```
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::with_capacity(text.len() / 6 + 1);
    let mut mark = None;
    let mut joined = false;
    let mut rest = text;
    let mut at = 0;
    while let Some(first) = rest.chars().next() {
        if !first.is_alphanumeric() {
            if matches!(first, '-' | '‐' | '‑') && out.last().is_some_and(|last| last.at.end == at) {
                joined = true;
            } else if !first.is_whitespace() && !is_apostrophe(first) {
                mark = Some(first);
            }
            at += first.len_utf8();
            rest = &text[at..];
            continue;
        }
        let length = word_length(rest);
        let whole = &rest[..length];
        let end = at + length;
        let follows = rest[length..].starts_with('-');
        let (stem, possessive) = without_possessive(whole, &rest[length..]);
        let article = is_article(stem, follows);
        if !article {
            out.push(Word { text: stem, plain: plain(stem), at: at..end, possessive, hyphened: joined, mark });
            mark = None;
        }
        joined = false;
        at = end;
        rest = &text[at..];
        if article && follows {
            at += 1;
            rest = &text[at..];
        }
    }
    out
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`')
}

/// Bytes up to the end of the word that opens `text`: letters and digits, apostrophes within, the full stops of
/// abbreviations.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let mut letters = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inside = next.is_some_and(char::is_alphanumeric);
        let digits = text.as_bytes()[0].is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit());
        let within = (is_apostrophe(c) || c == '&') && inside;
        let thousands = matches!(c, ',' | '.') && digits;
        let abbreviation = c == '.' && letters == 1 && (inside || end > 1);
        if c.is_alphanumeric() {
            letters += 1;
        } else if within || thousands || abbreviation {
            letters = 0;
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn without_possessive<'t>(word: &'t str, after: &str) -> (&'t str, bool) {
    let mut back = word.char_indices().rev();
    if let (Some((_, 's' | 'S')), Some((at, mark))) = (back.next(), back.next())
        && is_apostrophe(mark)
        && at > 0
    {
        return (&word[..at], true);
    }
    let plural = word.ends_with(['s', 'S']);
    let mut ahead = after.chars();
    let apostrophe = ahead.next().is_some_and(is_apostrophe) && ahead.next().is_some_and(char::is_whitespace);
    (word, plural && apostrophe)
}

fn is_article(word: &str, hyphen_follows: bool) -> bool {
    match word {
        "al" | "Al" | "AL" => true,
        "el" | "El" | "as" | "As" | "ash" | "Ash" | "ad" | "Ad" | "ar" | "Ar" | "an" | "An" | "at" | "At" | "az"
        | "Az" => hyphen_follows,
        _ => false,
    }
}

/// A word in the form in which words are compared.
fn plain(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() || c == '&' {
                out.push(c.to_ascii_lowercase());
            }
        } else if !is_apostrophe(c) {
            bare(c, &mut out);
        }
    }
    Cow::Owned(out)
}

/// The Latin letter under an accent, in lower case; other letters as they are.
fn bare(c: char, out: &mut String) {
    let lower = c.to_lowercase().next().unwrap_or(c);
    // Names are told in many scripts, of which only the Latin has accents here.
    if lower > '\u{1eff}' || ('\u{370}'..'\u{1e00}').contains(&lower) {
        out.push(lower);
        return;
    }
    match ACCENTED.iter().find(|(letters, _)| letters.contains(lower)) {
        Some((_, letter)) => out.push_str(letter),
        None if ('\u{300}'..='\u{36f}').contains(&lower) => {}
        None => out.push(lower),
    }
}

const ACCENTED: [(&str, &str); 30] = [
    ("áàâãäåāăąǎạảấầẩẫậắằ", "a"),
    ("éèêëēėęěẹẻẽếềểễệ", "e"),
    ("íìîïīįıịỉĩ", "i"),
    ("óòôõöøōőọỏốồổỗộớờ", "o"),
    ("úùûüūůűųụủứừửữự", "u"),
    ("ýÿỳỵ", "y"),
    ("çćčċ", "c"),
    ("ñńňņ", "n"),
    ("şśšșṣ", "s"),
    ("žźżẓ", "z"),
    ("ğģġ", "g"),
    ("ďđḍ", "d"),
    ("ťţțṭ", "t"),
    ("řŕ", "r"),
    ("łļľ", "l"),
    ("ķ", "k"),
    ("ḥħ", "h"),
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("þ", "th"),
    ("ð", "d"),
    ("ə", "a"),
    ("ŵ", "w"),
    ("ŷ", "y"),
    ("ĵ", "j"),
    ("ĥ", "h"),
    ("ŝ", "s"),
    ("ĝ", "g"),
    ("ŭ", "u"),
];

/// The words in the form in which they are compared, with a space between.
pub(in crate::resources) fn joined(words: &[Word<'_>]) -> String {
    let mut out = String::with_capacity(words.len() * 8);
    for word in words {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word.plain);
    }
    out
}

/// Where each word ends in what [`joined`] makes of them.
pub(super) fn ends(words: &[Word<'_>]) -> Vec<usize> {
    let mut end = 0;
    words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            end += word.plain.len() + usize::from(at > 0);
            end
        })
        .collect()
}

/// The end of the run of at most `longest` words from `start` that no mark breaks and no possessive ends.
pub(super) fn unbroken(words: &[Word<'_>], start: usize, longest: usize) -> usize {
    let mut end = start + 1;
    while end < words.len() && end - start < longest && words[end].mark.is_none_or(|mark| mark == '.') {
        end += 1;
    }
    end
}

/// What the last word of a phrase may be the plural of.
pub(super) fn singulars(phrase: &str) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(stem) = phrase.strip_suffix("ies") {
        out.push(format!("{stem}y"));
    }
    if let Some(stem) = phrase.strip_suffix("es") {
        out.push(stem.to_owned());
    }
    if let Some(stem) = phrase.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        out.push(stem.to_owned());
    }
    if let Some(stem) = phrase.strip_suffix("men") {
        out.push(format!("{stem}man"));
    }
    if let Some(stem) = phrase.strip_suffix("women") {
        out.push(format!("{stem}woman"));
    }
    // "prime ministers" is covered above; "secretaries general" and "attorneys general" are not.
    if let Some((head, rest)) = phrase.split_once(' ') {
        if let Some(head) = head.strip_suffix("ies") {
            out.push(format!("{head}y {rest}"));
        } else if let Some(head) = head.strip_suffix('s').filter(|head| head.len() > 3) {
            out.push(format!("{head} {rest}"));
        }
    }
    out
}
