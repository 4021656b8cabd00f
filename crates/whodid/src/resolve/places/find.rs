//! Which stretches of a text may name a place, and what each may mean.

use std::collections::{HashMap, HashSet};

use super::hints::{self, Hint};
use super::{Backing, Toponym};
use crate::resources::{Form, Gazetteer, Level, Meaning, Word, words};
use crate::{Document, Name, NameKind, Span};

/// No name of more words than this is looked for.
const LONGEST: usize = 6;
/// Without the model's word a populated place must have as many people to be found.
const KNOWN_WIDELY: f64 = 200_000.0;

/// Looks names up, each only once.
struct Lookup<'g> {
    gazetteer: &'g Gazetteer,
    known: HashMap<String, Vec<Meaning>>,
}

impl Lookup<'_> {
    fn meanings(&mut self, key: &str) -> Vec<Meaning> {
        if let Some(known) = self.known.get(key) {
            return known.clone();
        }
        let mut found = self.gazetteer.meanings(key);
        for (short, long) in [("st ", "saint "), ("ft ", "fort "), ("mt ", "mount ")] {
            let other = match (key.strip_prefix(short), key.strip_prefix(long)) {
                (Some(rest), _) => format!("{long}{rest}"),
                (_, Some(rest)) => format!("{short}{rest}"),
                _ => continue,
            };
            for meaning in self.gazetteer.meanings(&other) {
                if !found.iter().any(|known| known.place == meaning.place) {
                    found.push(meaning);
                }
            }
        }
        self.known.insert(key.to_owned(), found.clone());
        found
    }
}

/// The toponyms of a document, in order of the text.
pub(super) fn toponyms(document: &Document, gazetteer: &Gazetteer) -> Vec<Toponym> {
    let mut lookup = Lookup { gazetteer, known: HashMap::new() };
    let mut found = Vec::new();
    let head = [document.title_span, document.dateline_place].into_iter().flatten();
    let body = document.layers.sentences.iter().map(|sentence| sentence.span);
    let mut stretches: Vec<Span> = head.filter(|span| span.end <= document.body_start).chain(body).collect();
    stretches.sort();
    let surnames = surnames(document);
    for stretch in stretches {
        let dateline = document.dateline_place == Some(stretch);
        in_stretch(document, stretch, dateline, &surnames, &mut lookup, &mut found);
    }
    found
}

/// Whether a full stop follows a word at once.
fn is_dotted_in(text: &str, word: &Word<'_>) -> bool {
    text.get(word.at.end..).is_some_and(|rest| rest.starts_with('.'))
}

/// Whether a name is an abbreviation and nothing else.
fn abbreviations(meanings: &[Meaning]) -> bool {
    meanings.iter().all(|meaning| meaning.form == Form::Abbreviation)
}

/// The words of all persons' names of more than one word.
fn surnames(document: &Document) -> HashSet<String> {
    let persons = document.layers.names.iter().filter(|name| name.kind == NameKind::Person);
    let cut: Vec<Vec<Word<'_>>> = persons.map(|name| words(name.span.of(&document.text))).collect();
    cut.iter().filter(|words| words.len() > 1).flatten().map(|word| word.plain.to_string()).collect()
}

/// Whether the words beside `words[from..to]` have no capitals, so that it is no part of a longer name.
fn stands_free(words: &[Word<'_>], from: usize, to: usize) -> bool {
    let before = from.checked_sub(1).filter(|_| words[from].mark.is_none()).and_then(|at| words.get(at));
    let after = words.get(to).filter(|word| word.mark.is_none() && !words[to - 1].possessive);
    ![before, after].into_iter().flatten().any(Word::is_capital)
}

fn in_stretch(
    document: &Document,
    stretch: Span,
    dateline: bool,
    surnames: &HashSet<String>,
    lookup: &mut Lookup<'_>,
    found: &mut Vec<Toponym>,
) {
    let text = stretch.of(&document.text);
    let words = words(text);
    let at = |from: usize, to: usize| span(stretch, &words, from, to);
    let names: Vec<Name> = named_in(document, stretch).collect();
    let within = |span: Span| names.iter().copied().find(|name| name.span.overlaps(span));
    let mut start = 0;
    let mut last: Option<(usize, usize)> = None;
    while start < words.len() {
        let Some((end, key, meanings)) = longest(&words, start, lookup) else {
            start += 1;
            continue;
        };
        let place = at(start, end);
        let name = within(place);
        let backing = match name.map(|name| name.kind) {
            _ if dateline => Backing::Place,
            Some(NameKind::Place) if goes_on(&words, end, name, stretch) => Backing::Organisation,
            Some(NameKind::Place) => Backing::Place,
            Some(NameKind::Organisation) if name.is_some_and(|name| name.span == place) => Backing::Place,
            Some(NameKind::Organisation) => Backing::Organisation,
            Some(NameKind::Person) => Backing::Person,
            None => Backing::Capital,
        };
        let behind = last.filter(|(_, to)| *to == start && words[start].mark == Some(','));
        let container: bool = behind.is_some_and(|(first, _)| {
            let inner: &Toponym = &found[first];
            inner.meanings.iter().any(|inner| meanings.iter().any(|m| holds(lookup.gazetteer, m.place, inner.place)))
        });
        let abbreviations_only = abbreviations(&meanings);
        let adjective = meanings.iter().any(|meaning| meaning.form == Form::Adjective);
        let widely = meanings.iter().any(|meaning| is_widely_known(lookup.gazetteer, meaning));
        let famous = widely && (start > 0 || is_certain(lookup.gazetteer, &meanings));
        let last_word = &words[end - 1];
        // "S.C." and "Orange County" leave no doubt; "Ind." does unless the model sees a place.
        let dotted = last_word.text.contains('.') && !words[..start].last().is_some_and(Word::is_numeric);
        let abbreviation = abbreviations_only && (dotted || backing == Backing::Place && is_dotted_in(text, last_word));
        let division = end > start + 1
            && hints::is_division_in_name(last_word)
            && meanings.iter().any(|m| matches!(lookup.gazetteer.level(m.place), Level::Province | Level::District));
        let backing = match backing {
            _ if container || abbreviation || division => Backing::Place,
            Backing::Capital if adjective => Backing::Place,
            Backing::Capital if famous => Backing::Fame,
            Backing::Organisation if widely && hints::is_of_body(&words, start, end) => Backing::Fame,
            other => other,
        };
        let own_name = || meanings.iter().any(|meaning| meaning.form == Form::Name);
        let kept = match backing {
            _ if container || abbreviation || division => true,
            _ if abbreviations_only => false,
            Backing::Place => is_whole(&words, start, name, stretch),
            Backing::Organisation => !is_paper_or_team(&words, end, name, stretch),
            Backing::Fame => {
                name.is_none_or(|name| name.kind != NameKind::Organisation)
                    || !is_paper_or_team(&words, end, name, stretch)
            }
            Backing::Capital => start > 0 && own_name() && stands_free(&words, start, end),
            Backing::Person => name.is_some_and(|name| name.span == place) && own_name() && !surnames.contains(&key),
        };
        if !kept || hints::is_part_of_another(&words, start, end) {
            start += 1;
            continue;
        }
        let hint = hints::hint(&words, start, end);
        // "Idlib Province" where the gazetteer has Idlib: the capital makes the word part of the name.
        let written_out = hint == Hint::Division
            && words.get(end).is_some_and(hints::is_division_in_name)
            && meanings.iter().any(|m| matches!(lookup.gazetteer.level(m.place), Level::Province | Level::District));
        let span = if written_out {
            at(start, end + 1)
        } else if abbreviations_only && is_dotted_in(text, last_word) && (!last_word.is_upper() || dotted) {
            // The full stop of "Calif."; a sentence that ends there shares it.
            Span::new(place.start, place.end + 1)
        } else {
            place
        };
        let number = found.len();
        found.push(Toponym { span, key, meanings, backing, hint, container: None });
        if let (true, Some((first, _))) = (container, behind) {
            found[first].container = Some(number);
            found[first].backing = Backing::Place;
        }
        last = Some((number, end));
        start = end;
    }
}

fn span(stretch: Span, words: &[Word<'_>], from: usize, to: usize) -> Span {
    let (first, last) = (&words[from], &words[to - 1]);
    Span::new(stretch.start + first.at.start, stretch.start + last.at.start + last.text.len())
}

fn named_in(document: &Document, stretch: Span) -> impl Iterator<Item = Name> {
    document.layers.names.iter().copied().filter(move |name| name.span.overlaps(stretch))
}

/// The longest name that begins at a word: one past its last word, its key and what it may mean.
fn longest(words: &[Word<'_>], start: usize, lookup: &mut Lookup<'_>) -> Option<(usize, String, Vec<Meaning>)> {
    if !words[start].is_capital() {
        return None;
    }
    let mut reach = start + 1;
    while reach < words.len() && reach - start < LONGEST && !words[reach - 1].possessive {
        let abbreviated = words[reach - 1].plain.len() <= 3;
        if !(words[reach].mark.is_none() || words[reach].mark == Some('.') && abbreviated) {
            break;
        }
        reach += 1;
    }
    for end in (start + 1..=reach).rev() {
        if !words[end - 1].is_capital() {
            continue;
        }
        let key = joined(&words[start..end]);
        let mut meanings = lookup.meanings(&key);
        if end == start + 1 {
            // "us" and "in" are words; "US" and "Ind." are places.
            let word = &words[start];
            if hints::is_no_name(word) {
                continue;
            }
            let short = word.plain.len() <= 3 && !word.is_upper();
            meanings.retain(|meaning| match meaning.form {
                Form::Abbreviation => {
                    word.plain.len() != 2
                        || word.is_upper()
                        || word.plain.len() < word.text.len()
                        || is_dotted(words, start)
                }
                _ => !short || word.plain.len() == 3 && meaning.form == Form::Name,
            });
        }
        if !meanings.is_empty() {
            return Some((end, key, meanings));
        }
    }
    None
}

/// Whether a full stop follows the word at once.
fn is_dotted(words: &[Word<'_>], at: usize) -> bool {
    words.get(at + 1).is_none_or(|next| next.mark.is_some())
}

fn joined(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.plain.as_ref()).collect::<Vec<_>>().join(" ")
}

/// Whether one place lies within another and is not it.
fn holds(gazetteer: &Gazetteer, outer: crate::resources::PlaceId, inner: crate::resources::PlaceId) -> bool {
    outer != inner && gazetteer.holds(outer, inner)
}

fn is_widely_known(gazetteer: &Gazetteer, meaning: &Meaning) -> bool {
    let level = gazetteer.level(meaning.place);
    meaning.form == Form::Name
        && (level <= Level::Country
            || level == Level::Province && gazetteer.population(meaning.place) > 5.0 * KNOWN_WIDELY
            || level == Level::City && gazetteer.population(meaning.place) > KNOWN_WIDELY)
}

/// Whether a name at the head of a sentence, where any word has a capital, is a place for sure: a state or a great city.
fn is_certain(gazetteer: &Gazetteer, meanings: &[Meaning]) -> bool {
    meanings.iter().any(|m| is_widely_known(gazetteer, m) && gazetteer.population(m.place) > 10.0 * KNOWN_WIDELY)
}

/// Whether what the model takes for the name of a place holds nothing before `words[from]` that makes it another place.
fn is_whole(words: &[Word<'_>], from: usize, name: Option<Name>, stretch: Span) -> bool {
    let Some(name) = name else { return true };
    let inside = |word: &&Word<'_>| {
        name.span.contains(Span::new(stretch.start + word.at.start, stretch.start + word.at.start + 1))
    };
    words[..from].iter().rev().take_while(inside).all(hints::is_qualifier)
}

/// Whether a name the model takes for a place's goes on in capitals after `words[..to]`: a school, a square, a hospital.
fn goes_on(words: &[Word<'_>], to: usize, name: Option<Name>, stretch: Span) -> bool {
    let after = words.get(to).filter(|word| word.mark.is_none() && word.is_capital() && !words[to - 1].possessive);
    after.is_some_and(|word| {
        !hints::is_division_in_name(word) && name.is_some_and(|name| stretch.start + word.at.start < name.span.end)
    })
}

/// Whether the organisation around a name is a newspaper or a team.
fn is_paper_or_team(words: &[Word<'_>], to: usize, name: Option<Name>, stretch: Span) -> bool {
    let Some(name) = name else { return false };
    let rest: Vec<&Word<'_>> =
        words[to..].iter().take_while(|word| stretch.start + word.at.start < name.span.end).collect();
    match rest.as_slice() {
        [] => false,
        [.., last] => hints::is_paper(last) || rest.len() <= 2 && hints::is_team(last),
    }
}

/// Toponyms at given stretches.
pub(super) fn given(document: &Document, spans: &[Span], gazetteer: &Gazetteer) -> Vec<Toponym> {
    let mut lookup = Lookup { gazetteer, known: HashMap::new() };
    let mut found: Vec<Toponym> = Vec::new();
    for (number, &given) in spans.iter().enumerate() {
        let own = words(given.of(&document.text));
        let (key, meanings) = likeliest_part(&own, &mut lookup);
        // The words beside it tell of what sort it is.
        let from = document.text[..given.start].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
        let to =
            document.text[given.end..].char_indices().nth(40).map_or(document.text.len(), |(at, _)| given.end + at);
        let around = words(&document.text[from..to]);
        let first = around.iter().position(|word| from + word.at.start >= given.start).unwrap_or(0);
        let past = around.iter().position(|word| from + word.at.start >= given.end).unwrap_or(around.len());
        let hint = if first < past { hints::hint(&around, first, past) } else { Hint::Nothing };
        found.push(Toponym { span: given, key, meanings, backing: Backing::Place, hint, container: None });
        if let Some(before) = number.checked_sub(1)
            && let between = document.text.get(spans[before].end..given.start).unwrap_or_default()
            && between.trim_start_matches('.').trim() == ","
            && found[before]
                .meanings
                .iter()
                .any(|i| found[number].meanings.iter().any(|o| holds(gazetteer, o.place, i.place)))
        {
            found[before].container = Some(number);
        }
    }
    found
}

/// What a stretch as a whole may mean, else its longest part that means something.
fn likeliest_part(words: &[Word<'_>], lookup: &mut Lookup<'_>) -> (String, Vec<Meaning>) {
    for length in (1..=words.len()).rev() {
        for start in 0..=words.len() - length {
            let key = joined(&words[start..start + length]);
            let meanings = lookup.meanings(&key);
            if !meanings.is_empty() {
                return (key, meanings);
            }
        }
    }
    (joined(words), Vec::new())
}
