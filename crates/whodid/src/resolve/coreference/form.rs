//! How words speak of their party: by name, by a pronoun, by a description.

use crate::resources::{Word, words};

/// How a reference speaks of its party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By name.
    Name,
    /// By a pronoun.
    Pronoun(Pronoun),
    /// Two at once, by this noun: "the two leaders".
    Pair(String),
    /// Holders of one office of several states, each in words of its own: "the presidents of Iran and Tajikistan".
    Each(Vec<String>),
    /// "His Iraqi counterpart".
    Counterpart,
    /// "The president", "his government".
    Definite,
    /// "A policeman", "protesters".
    Indefinite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
    /// The speaker of a quotation.
    Speaker,
    /// "Both", "each other".
    Both,
}

/// How the words speak of their party.
pub(super) fn form(text: &str) -> Form {
    let words = words(text);
    let plain: Vec<&str> = words.iter().map(|word| word.plain.as_ref()).collect();
    let pronoun = match plain.as_slice() {
        ["he" | "him" | "his" | "himself"] => Some(Pronoun::He),
        ["she" | "her" | "hers" | "herself"] => Some(Pronoun::She),
        ["it" | "its" | "itself"] => Some(Pronoun::It),
        ["they" | "them" | "their" | "theirs" | "themselves"] => Some(Pronoun::They),
        ["i" | "me" | "my" | "myself" | "mine"] => Some(Pronoun::Speaker),
        ["we" | "us" | "our" | "ours" | "ourselves"] if !words[0].is_upper() || text == "I" => Some(Pronoun::Speaker),
        ["both"] | ["each", "other"] | ["one", "another"] | ["the", "two"] => Some(Pronoun::Both),
        _ => None,
    };
    if let Some(pronoun) = pronoun {
        return Form::Pronoun(pronoun);
    }
    let possessive = |word: &str| matches!(word, "his" | "her" | "its" | "their" | "our" | "my");
    let definite = |word: &str| matches!(word, "the" | "this" | "that" | "these" | "those") || possessive(word);
    let named = words.iter().skip(usize::from(plain.len() > 1)).any(is_proper);
    match plain.as_slice() {
        [first, "two" | "pair" | "duo", ..] if definite(first) && !named => {
            // "The two heads of state" are heads.
            let end = plain.iter().position(|word| *word == "of").unwrap_or(plain.len());
            let noun = if end > 2 { plain[end - 1] } else { "leaders" };
            Form::Pair(noun.to_owned())
        }
        ["both" | "two", rest @ ..] if !named && !rest.is_empty() && !rest.contains(&"of") => {
            let both = plain[0] == "both";
            let noun = rest[rest.len() - 1];
            if both { Form::Pair(noun.to_owned()) } else { Form::Indefinite }
        }
        _ if plain.iter().any(|word| matches!(*word, "counterpart" | "counterparts" | "opposite"))
            || matches!(plain.as_slice(), ["his" | "her", _, "colleague"]) =>
        {
            let behind =
                words.iter().skip_while(|word| word.plain != "counterpart").skip(1).any(|word| word.is_capital());
            if behind { Form::Name } else { Form::Counterpart }
        }
        [first, ..] if definite(first) && !words.iter().skip(1).any(|word| is_proper(word)) => Form::Definite,
        [first, ..] if definite(first) && words.last().is_some_and(|word| !word.is_capital()) => Form::Definite,
        _ if words.iter().any(|word| is_proper(word)) => Form::Name,
        _ => Form::Indefinite,
    }
}

/// "His Excellency", "Their Majesties".
pub(super) fn is_title_of_honour(word: &str) -> bool {
    matches!(word, "excellency" | "excellencies" | "majesty" | "majesties" | "highness" | "highnesses")
}

/// What communiqués write with a capital though it names nobody: "the two Presidents", "the Heads of State".
fn is_office_of_two(word: &str) -> bool {
    matches!(word, "presidents" | "ministers" | "leaders" | "heads" | "head" | "state" | "sides" | "parties")
}

pub(super) fn is_proper(word: &Word<'_>) -> bool {
    word.is_capital()
        && !matches!(
            word.plain.as_ref(),
            "the" | "a" | "an" | "some" | "several" | "president" | "prime" | "minister" | "foreign"
        )
        && !is_title_of_honour(&word.plain)
        && !is_office_of_two(&word.plain)
}
