//! What a number of the text is worth: a value, or a range that may be open.
//!
//! "12" is a value; "at least 12" has no upper end, "up to 12" no lower one; "dozens" are 24 to 99, "several hundred" 300 to
//! 999, "between 200 and 300" what it says. "About 200" is 200, said to be rough.

use crate::mention::Quantity;

use super::amount::{self, Amount, Token, tokens};

/// Words before a number that leave it open above, the longest first.
const AT_LEAST: [&str; 16] = [
    "no fewer than",
    "no less than",
    "not less than",
    "not fewer than",
    "a minimum of",
    "in excess of",
    "upwards of",
    "upward of",
    "at least",
    "more than",
    "just over",
    "well over",
    "exceeding",
    "over",
    "above",
    "surpassing",
];
/// And that leave it open below.
const AT_MOST: [&str; 14] = [
    "no more than",
    "not more than",
    "a maximum of",
    "as many as",
    "as much as",
    "fewer than",
    "less than",
    "just under",
    "at most",
    "up to",
    "under",
    "below",
    "maximum",
    "until",
];
/// And that make it rough.
const ABOUT: [&str; 14] = [
    "an estimated",
    "approximately",
    "in the region of",
    "estimated",
    "close to",
    "about",
    "around",
    "roughly",
    "nearly",
    "almost",
    "circa",
    "virtually",
    "perhaps",
    "some",
];
const AT_LEAST_BEHIND: [&str; 7] = ["or more", "and more", "plus", "at least", "and counting", "or above", "upwards"];
const AT_MOST_BEHIND: [&str; 4] = ["or fewer", "or less", "at most", "at the most"];
const ABOUT_BEHIND: [&str; 3] = ["or so", "more or less", "approximately"];

/// What `text` is worth, a number or a phrase that holds one, between what stands before and behind it in its sentence.
///
/// ```
/// use whodid::resolve::quantity;
/// let twelve = quantity("12", "killed at least ", " people").unwrap();
/// assert_eq!((twelve.value, twelve.least, twelve.most), (Some(12), Some(12), None));
/// let dozens = quantity("dozens", "", " of people").unwrap();
/// assert_eq!((dozens.value, dozens.least, dozens.most), (None, Some(24), Some(99)));
/// let money = quantity("$50 million", "", "").unwrap();
/// assert_eq!((money.value, money.currency), (Some(50_000_000), Some("USD")));
/// assert!(quantity("many", "", " people").is_none());
/// ```
pub fn quantity(text: &str, before: &str, after: &str) -> Option<Quantity> {
    let all = tokens(text);
    let start = (0..all.len()).find(|at| amount::at(&all[*at..]).is_some())?;
    let (first, used) = amount::at(&all[start..])?;
    let mut before = words_of(before);
    before.extend(all[..start].iter().map(Token::word));
    let mut rest = &all[start + used..];
    let behind = tokens(after);
    let mut range = first;
    // The other half of a range stands in the span, or just outside it.
    let outside: Vec<Token> = if rest.is_empty() { behind.clone() } else { Vec::new() };
    let other = second(if rest.is_empty() { &outside } else { rest }, &before);
    if let Some((other, used)) = other {
        range = first.to(other);
        rest = if rest.is_empty() { rest } else { &rest[used..] };
    } else if let Some(earlier) = first_of_range(&before) {
        range = earlier.to(first);
    }
    let mut behind_words: Vec<String> = rest.iter().map(Token::word).collect();
    behind_words.extend(behind.iter().map(Token::word));
    let currency = amount::currency(text, after);
    let mut quantity = Quantity {
        value: (range.least == range.most).then(|| range.least.round() as u64),
        least: Some(range.least.round() as u64),
        most: Some(range.most.round() as u64),
        about: range.about,
        currency,
    };
    let phrase = before.join(" ");
    // Only what touches the number speaks of it, and the longer phrase: "no fewer than" holds "fewer than".
    let ends = |list: &[&str]| {
        let touching = list.iter().filter(|one| phrase == **one || phrase.ends_with(&format!(" {one}")));
        touching.map(|one| one.len()).max().unwrap_or(0)
    };
    let follows = behind_words.iter().take(3).cloned().collect::<Vec<_>>().join(" ");
    let begins = |list: &[&str]| list.iter().any(|one| follows == *one || follows.starts_with(&format!("{one} ")));
    let (least, most, about) = (ends(&AT_LEAST), ends(&AT_MOST), ends(&ABOUT));
    if most > least.max(about) || begins(&AT_MOST_BEHIND) {
        quantity.least = None;
    } else if least > about || begins(&AT_LEAST_BEHIND) || follows.starts_with('+') {
        quantity.most = None;
    } else if about > 0 || begins(&ABOUT_BEHIND) || phrase.ends_with('~') {
        quantity.about = true;
    }
    Some(quantity)
}

/// Changes told with both ends: "rose from 9 to 12" is no range.
const CHANGES: [&str; 14] = [
    "rose",
    "risen",
    "rises",
    "rising",
    "up",
    "down",
    "increased",
    "climbed",
    "grew",
    "grown",
    "fell",
    "fallen",
    "dropped",
    "revised",
];

/// The last words before a number, in small letters, as far as no mark cuts them off.
fn words_of(before: &str) -> Vec<String> {
    let cut = before.rfind([',', ';', ':', '(', '"', '“', '.']).map_or(0, |at| at + 1);
    let cut = (cut..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(before.len());
    let words: Vec<String> = tokens(&before[cut..]).iter().map(Token::word).collect();
    words[words.len().saturating_sub(6)..].to_vec()
}

/// "to 300", "- 300", "and 300" behind "between", "or three": the upper end of a range, and the tokens it takes.
fn second(rest: &[Token], before: &[String]) -> Option<(Amount, usize)> {
    let joint = rest.first()?.word();
    let between = before.last().is_some_and(|word| word == "between");
    let joins = match joint.as_str() {
        "to" | "-" | "or" => true,
        "and" => between,
        _ => false,
    };
    let changes = before.iter().any(|word| CHANGES.contains(&word.as_str()));
    let (amount, used) = amount::at(rest.get(1..).filter(|_| joins && !changes)?)?;
    Some((amount, used + 1))
}

/// The lower end before a number that is the upper one: "between 200 and", "from 20 to".
fn first_of_range(before: &[String]) -> Option<Amount> {
    let joint = before.last()?;
    let opening = before.iter().rposition(|word| word == "between" || word == "from")?;
    let opened = match joint.as_str() {
        "and" => before[opening] == "between",
        "to" | "-" => true,
        _ => false,
    };
    if before.iter().any(|word| CHANGES.contains(&word.as_str())) {
        return None;
    }
    let told = tokens(&before.get(opening + 1..before.len() - 1).filter(|_| opened)?.join(" "));
    let (amount, used) = amount::at(&told)?;
    (used == told.len()).then_some(amount)
}

#[cfg(test)]
mod tests {
    use super::quantity;

    /// What a passage with its number in brackets is worth: value, least, most, roughness, currency.
    fn told(passage: &str) -> String {
        let (before, rest) = passage.split_once('[').unwrap_or(("", passage));
        let (text, after) = rest.split_once(']').unwrap_or((rest, ""));
        let Some(found) = quantity(text, before, after) else { return "unknown".into() };
        let number = |value: Option<u64>| value.map_or(String::new(), |value| value.to_string());
        let about = if found.about { " about" } else { "" };
        let currency = found.currency.map(|code| format!(" {code}")).unwrap_or_default();
        format!("{} {}..{}{about}{currency}", number(found.value), number(found.least), number(found.most))
            .trim()
            .to_owned()
    }

    #[test]
    fn numbers_are_worth_what_they_say() {
        let cases = [
            ("killed [12] people", "12 12..12"),
            ("killed [twenty-three] people", "23 23..23"),
            ("killed [one hundred and twelve] people", "112 112..112"),
            ("a march of [9,500] people", "9500 9500..9500"),
            ("[Seventeen] Georgians", "17 17..17"),
            ("[a] policeman was killed", "1 1..1"),
            ("[no one] was hurt", "0 0..0"),
            ("[both] men", "2 2..2"),
            ("[half a million] people", "500000 500000..500000"),
            ("[1.5 million] people", "1500000 1500000..1500000"),
            ("[a dozen] soldiers", "12 12..12"),
            ("[two dozen] soldiers", "24 24..24"),
            ("[half a dozen] soldiers", "6 6..6"),
            ("[two hundred thousand] refugees", "200000 200000..200000"),
            ("[3 lakh] farmers", "300000 300000..300000"),
            ("a [2,000-strong] crowd", "2000 2000..2000"),
            ("a [2,000]-strong crowd", "2000 2000..2000"),
        ];
        for (passage, expected) in cases {
            assert_eq!(told(passage), expected, "{passage}");
        }
    }

    #[test]
    fn what_is_open_stays_open() {
        let cases = [
            ("killed at least [12] people", "12 12.."),
            ("[at least 12] people", "12 12.."),
            ("[More than 9,500] people", "9500 9500.."),
            ("no fewer than [40] were held", "40 40.."),
            ("[50] or more", "50 50.."),
            ("[50+] people", "50 50.."),
            ("up to [300] people", "300 ..300"),
            ("as many as [80] fighters", "80 ..80"),
            ("fewer than [10]", "10 ..10"),
            ("about [200] people", "200 200..200 about"),
            ("[nearly 200] people", "200 200..200 about"),
            ("[200] or so", "200 200..200 about"),
            ("the toll was over, [12] died", "12 12..12"),
        ];
        for (passage, expected) in cases {
            assert_eq!(told(passage), expected, "{passage}");
        }
    }

    #[test]
    fn vague_words_are_ranges() {
        let cases = [
            ("[dozens] of people", "24..99"),
            ("[scores] of people", "40..99"),
            ("[hundreds] of people", "200..999"),
            ("[thousands]", "2000..9999"),
            ("[tens of thousands] of citizens", "20000..99999"),
            ("[hundreds of thousands]", "200000..999999"),
            ("[several] people", "3..9"),
            ("[a few dozen] people", "36..99"),
            ("[several hundred] people", "300..999"),
            ("[a handful] of people", "3..9"),
            ("at least [dozens]", "24.."),
            ("[between 200 and 300] people", "200..300"),
            ("between [200] and 300 people", "200..300"),
            ("between 200 and [300] people", "200..300"),
            ("[20 to 30] men", "20..30"),
            ("[20-30] men", "20..30"),
            ("[two or three] men", "2..3"),
            ("from [1] to 2 million", "1000000..2000000"),
            ("rose from 9 to [12]", "12 12..12"),
        ];
        for (passage, expected) in cases {
            assert_eq!(told(passage), expected, "{passage}");
        }
    }

    #[test]
    fn money_has_its_currency() {
        let cases = [
            ("[$50 million]", "50000000 50000000..50000000 USD"),
            ("[$50m]", "50000000 50000000..50000000 USD"),
            ("[€2bn]", "2000000000 2000000000..2000000000 EUR"),
            ("[6.6 billion euros]", "6600000000 6600000000..6600000000 EUR"),
            ("[6.6 billion] euros", "6600000000 6600000000..6600000000 EUR"),
            ("[US$1.2 billion]", "1200000000 1200000000..1200000000 USD"),
            ("[A$3 million]", "3000000 3000000..3000000 AUD"),
            ("[300 million Egyptian pounds]", "300000000 300000000..300000000 EGP"),
            ("[500 rupees]", "500 500..500"),
            ("up to [£200,000]", "200000 ..200000 GBP"),
            ("[between $1 million and $2 million]", "1000000..2000000 USD"),
            ("[millions of dollars]", "2000000..9999999 USD"),
        ];
        for (passage, expected) in cases {
            assert_eq!(told(passage), expected, "{passage}");
        }
    }

    #[test]
    fn what_is_no_number_is_unknown() {
        for passage in ["[many] people", "[an unknown number] of people", "[]", "[—]", "[the men]"] {
            assert_eq!(told(passage), "unknown", "{passage}");
        }
    }
}
