//! What becomes of a report on its way from one outlet to the next.

use super::chance::Chance;
use super::passages::Passages;

/// A report: its headline, and its paragraphs of sentences.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub title: String,
    pub paragraphs: Vec<Vec<String>>,
}

impl Report {
    /// The headline and the paragraphs, with an empty line between them.
    pub fn text(&self) -> String {
        let mut parts = vec![self.title.clone()];
        parts.extend(self.paragraphs.iter().map(|sentences| sentences.join(" ")));
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    /// Words of the paragraphs.
    pub fn words(&self) -> usize {
        self.paragraphs.iter().flatten().map(|sentence| sentence.split_whitespace().count()).sum()
    }

    fn sentences(&self) -> usize {
        self.paragraphs.iter().map(Vec::len).sum()
    }

    /// Puts a paragraph of its own somewhere.
    pub fn insert(&mut self, paragraph: &str, chance: &mut Chance) {
        let at = chance.below(self.paragraphs.len() + 1);
        self.paragraphs.insert(at, vec![paragraph.to_owned()]);
    }

    /// Puts a paragraph somewhere below the first, where statements are quoted and background is told.
    pub fn insert_below(&mut self, paragraph: &str, chance: &mut Chance) {
        let at = 1 + chance.below(self.paragraphs.len());
        self.paragraphs.insert(at.min(self.paragraphs.len()), vec![paragraph.to_owned()]);
    }

    /// The first sentences, down to a share of all words and not below forty words.
    pub fn cut(&mut self, share: f64) {
        let least = ((self.words() as f64 * share) as usize).max(40);
        let mut words = 0;
        for sentences in &mut self.paragraphs {
            sentences.retain(|sentence| {
                let kept = words < least;
                words += if kept { sentence.split_whitespace().count() } else { 0 };
                kept
            });
        }
        self.paragraphs.retain(|sentences| !sentences.is_empty());
    }

    /// Stops within its last sentence, as a teaser does.
    pub fn break_off(&mut self) {
        if let Some(last) = self.paragraphs.last_mut().and_then(|sentences| sentences.last_mut()) {
            let words: Vec<&str> = last.split_whitespace().collect();
            *last = format!("{}... Read more", words[..words.len().div_ceil(2)].join(" "));
        }
    }

    /// Replaces words, and puts in or leaves out small ones. `share` of the words that the table knows are replaced.
    pub fn edit(&mut self, share: f64, passages: &Passages, chance: &mut Chance) {
        for sentence in self.paragraphs.iter_mut().flatten() {
            let mut words: Vec<String> = Vec::new();
            for word in sentence.split_whitespace() {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                match passages.substitute(bare) {
                    Some(other) if chance.falls(share) => words.push(word.replacen(bare, other, 1)),
                    _ if chance.falls(share / 20.0) => match bare {
                        "the" | "a" | "an" | "that" | "had" | "has" => {}
                        _ => {
                            words.push(chance.pick(&["also", "reportedly", "then", "even", "meanwhile"]).to_owned());
                            words.push(word.to_owned());
                        }
                    },
                    _ => words.push(word.to_owned()),
                }
            }
            *sentence = words.join(" ");
        }
    }

    /// Drops a sentence, or two of a long text, and lets two neighbours change places.
    pub fn rearrange(&mut self, chance: &mut Chance) {
        for _ in 0..if self.sentences() > 10 { 2 } else { 1 } {
            let at = chance.below(self.paragraphs.len());
            let sentences = &mut self.paragraphs[at];
            if sentences.len() > 1 {
                sentences.remove(chance.below(sentences.len()));
            }
        }
        let long: Vec<usize> = (0..self.paragraphs.len()).filter(|&at| self.paragraphs[at].len() > 1).collect();
        if !long.is_empty() {
            let sentences = &mut self.paragraphs[long[chance.below(long.len())]];
            let at = chance.below(sentences.len() - 1);
            sentences.swap(at, at + 1);
        }
    }

    /// Gives up to three numbers in figures another value, as when a toll rises.
    pub fn renumber(&mut self, chance: &mut Chance) {
        let mut left = 3;
        for sentence in self.paragraphs.iter_mut().flatten() {
            let number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
            if left > 0 && sentence.split(' ').any(number) && chance.falls(0.7) {
                left -= 1;
                let words = sentence.split(' ').map(|word| match number(word) {
                    true => word.replace(|c: char| c.is_ascii_digit(), &chance.below(9).saturating_add(1).to_string()),
                    false => word.to_owned(),
                });
                *sentence = words.collect::<Vec<_>>().join(" ");
            }
        }
    }
}

/// Sets a text otherwise: capitals, lines, quotation marks, punctuation.
pub fn set_otherwise(text: &str, chance: &mut Chance) -> String {
    match chance.below(6) {
        0 => text.to_uppercase(),
        1 => text.split_whitespace().collect::<Vec<_>>().join(" "),
        2 => wrapped(text, 66),
        3 => text.to_lowercase().replace(['"', ',', ';', '“', '”'], ""),
        4 => text.replace(' ', "  ").replace("\n\n", "\n \u{a0}\n\n"),
        _ => curled(text).replace(" - ", " — ").replace('-', "\u{2011}"),
    }
}

fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for paragraph in text.split("\n\n") {
        let mut length = 0;
        for word in paragraph.split_whitespace() {
            length += word.len() + 1;
            out.push_str(word);
            out.push(if length > width { '\n' } else { ' ' });
            length = if length > width { 0 } else { length };
        }
        out.push_str("\n\n");
    }
    out
}

/// Typographic quotation marks for straight ones.
fn curled(text: &str) -> String {
    let mut open = false;
    text.replace('\'', "’")
        .chars()
        .map(|c| match c {
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            c => c,
        })
        .collect()
}

/// What a wrong character set or an unread page leaves of a text.
pub fn garbled(text: &str, chance: &mut Chance) -> String {
    let text = curled(text);
    match chance.below(4) {
        // UTF-8 read as Windows-1252: every sign beyond ASCII in its bytes, those of the marks with the names they have there.
        0 => text.chars().map(misread).collect(),
        1 => text.chars().map(|c| if c.is_ascii() { c } else { '\u{fffd}' }).collect(),
        2 => text.replace('’', "&#8217;").replace(['“', '”'], "&quot;").replace(" and ", "&nbsp;and "),
        _ => text.chars().map(|c| if c.is_ascii() || c.is_alphabetic() { c } else { '?' }).collect(),
    }
}

fn misread(c: char) -> String {
    match c {
        '“' => "â€œ".into(),
        '”' => "â€\u{9d}".into(),
        '’' => "â€™".into(),
        '‘' => "â€˜".into(),
        '—' => "â€”".into(),
        '–' => "â€“".into(),
        c if c.is_ascii() => c.into(),
        c => c.to_string().bytes().map(char::from).collect(),
    }
}
