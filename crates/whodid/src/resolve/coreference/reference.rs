//! References: every span of a document that speaks of a party, with what its words tell.

use std::collections::BTreeMap;

use crate::document::{Name, NameKind};
use crate::ontology::Sector;
use crate::resolve::party::{self, Description, PartyKind};
use crate::resources::{Facts, words};
use crate::{Document, Participant, Sentence, Span};

/// A span that speaks of a party.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub span: Span,
    pub sentence: usize,
    pub form: Form,
    pub who: Description,
    pub gender: Gender,
    pub plural: bool,
    pub subject: bool,
    /// Role nouns and offices.
    pub roles: Vec<String>,
    /// Words of the name, in the form in which they are compared.
    pub name: Option<Vec<String>>,
    /// Participants of the same mention, which it cannot be.
    pub beside: Vec<Span>,
}

/// How a reference speaks of its party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By name.
    Name,
    /// By a pronoun.
    Pronoun(Pronoun),
    /// Two at once, by this noun: "the two leaders".
    Pair(String),
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
    #[default]
    Unknown,
}

/// All references, in order of the text; of two spans one of which holds the other, the names inside are left out.
pub(super) fn collect(document: &Document, facts: &Facts) -> Vec<Reference> {
    let mut hints: BTreeMap<Span, Vec<(Sector, f32)>> = BTreeMap::new();
    let mut beside: BTreeMap<Span, Vec<Span>> = BTreeMap::new();
    let mut add = |party: &Participant| {
        let guess = party.sector_guess.and_then(|(sector, probability)| Some((sector?, probability)));
        let known = hints.entry(party.span).or_default();
        if known.is_empty() {
            known.extend(guess);
        }
    };
    for mention in &document.layers.mentions {
        mention.actors.iter().chain(&mention.recipients).for_each(&mut add);
        mention.according_to.iter().for_each(|source| add(&source.party));
        let parties: Vec<Span> = mention.actors.iter().chain(&mention.recipients).map(|party| party.span).collect();
        for span in &parties {
            beside.entry(*span).or_default().extend(parties.iter().filter(|other| *other != span));
        }
    }
    for source in document.layers.attributions.iter().flat_map(|told| &told.source) {
        hints.entry(*source).or_default();
    }
    let mut outer: Option<Span> = None;
    let mut names = Vec::new();
    let mut named = document.layers.names.clone();
    named.extend(known_persons(document, facts));
    named.sort_by_key(|name| (name.span.start, std::cmp::Reverse(name.span.end)));
    for name in &named {
        let held = hints
            .range(..=Span::new(name.span.start, usize::MAX))
            .rev()
            .take(8)
            .any(|(span, _)| span.contains(name.span));
        if !held && outer.is_none_or(|outer| !outer.contains(name.span)) {
            names.push((name.span, name.kind));
            outer = Some(name.span);
        }
    }
    let kinds: BTreeMap<Span, NameKind> = named.iter().map(|name| (name.span, name.kind)).collect();
    names.iter().for_each(|(span, _)| {
        hints.entry(*span).or_default();
    });
    let mut out: Vec<Reference> = hints
        .iter()
        .filter(|(span, _)| !span.is_empty())
        .map(|(span, hint)| {
            let kind = kinds.get(span).copied();
            let mut one = reference(document, facts, *span, hint, kind);
            one.take_name_at_end(&document.text, &named);
            one.beside = beside.remove(span).unwrap_or_default();
            one
        })
        .collect();
    out.sort_by_key(|one| (one.span.start, one.span.end));
    mark_subjects(document, &mut out);
    out
}

/// Persons whom the facts know by a full name, wherever a sentence names them.
fn known_persons(document: &Document, facts: &Facts) -> Vec<Name> {
    let mut out = Vec::new();
    for sentence in &document.layers.sentences {
        let text = sentence.span.of(&document.text);
        let words = words(text);
        for found in facts.find(&words) {
            let person = found.facts.iter().any(|fact| fact.kind.is_person());
            if person && found.words.len() > 1 {
                let (first, last) = (&words[found.words.start], &words[found.words.end - 1]);
                let start = sentence.span.start + first.at.start;
                let end = sentence.span.start + last.at.start + last.text.len();
                out.push(Name { span: Span::new(start, end), kind: NameKind::Person });
            }
        }
    }
    out
}

fn reference(
    document: &Document,
    facts: &Facts,
    span: Span,
    hint: &[(Sector, f32)],
    kind: Option<NameKind>,
) -> Reference {
    let text = &document.text;
    let sentence = document.layers.sentences.partition_point(|one| one.span.end <= span.start);
    let form = form(span.of(text));
    let mut told = span;
    if let (Some(sentence), Form::Name) = (document.layers.sentences.get(sentence), &form) {
        told = with_title_and_apposition(facts, text, sentence, span);
    }
    let mut who = party::describe(facts, told.of(text), document.date, hint);
    if matches!(form, Form::Pronoun(_) | Form::Pair(_)) {
        // A pronoun says nothing of its own but what the model makes of it.
        who.name = None;
        who.country = None;
    }
    if kind == Some(NameKind::Person) && matches!(who.kind, PartyKind::Unknown | PartyKind::State) {
        who.kind = PartyKind::Person;
        who.name = Some(span.of(text).to_owned());
    }
    let roles = facts.roles(&words(told.of(text)));
    let mut roles: Vec<String> =
        roles.iter().flat_map(|role| role.facts.first()).map(|fact| fact.name.clone()).collect();
    roles.extend(who.office.clone());
    let name = who.name.as_deref().filter(|_| form == Form::Name || form == Form::Counterpart).map(name_words);
    let plural = who.kind == PartyKind::People || matches!(form, Form::Pronoun(Pronoun::They | Pronoun::Both));
    let gender = gender(told.of(text), &form);
    Reference { span, sentence, form, who, gender, plural, subject: false, roles, name, beside: Vec::new() }
}

impl Reference {
    /// "the leader of the militia, Jabbar al-Saadoun" is called by the name at its end.
    fn take_name_at_end(&mut self, text: &str, names: &[Name]) {
        let at_end = |name: &&Name| {
            name.kind == NameKind::Person && name.span.end == self.span.end && name.span.start > self.span.start
        };
        let Some(name) = names.iter().find(at_end) else { return };
        if self.form == Form::Name && self.who.name.is_none() {
            let written = name.span.of(text);
            self.who.kind = PartyKind::Person;
            self.who.name = Some(written.to_owned());
            self.name = Some(name_words(written));
        }
    }

    /// True for "the ambassador", "Russia's ambassador": one of whom the text takes for granted which.
    pub fn is_definite(&self) -> bool {
        self.form == Form::Definite || self.form == Form::Name && self.name.is_none()
    }
}

pub(super) fn name_words(name: &str) -> Vec<String> {
    words(name).iter().map(|word| word.plain.to_string()).filter(|word| !is_courtesy(word)).collect()
}

fn is_courtesy(word: &str) -> bool {
    matches!(word, "mr" | "mrs" | "ms" | "dr" | "sir" | "the" | "sheikh" | "gen" | "sen" | "rep" | "jr")
}

/// How the words speak of their party.
fn form(text: &str) -> Form {
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
    let named = words.iter().skip(usize::from(plain.len() > 1)).any(|word| word.is_capital());
    match plain.as_slice() {
        [first, "two" | "pair" | "duo", ..] if definite(first) && !named => {
            let noun = if plain.len() > 2 { plain[plain.len() - 1] } else { "leaders" };
            Form::Pair(noun.to_owned())
        }
        ["both" | "two", rest @ ..] if !named && !rest.is_empty() && !rest.contains(&"of") => {
            let both = plain[0] == "both";
            let noun = rest[rest.len() - 1];
            if both { Form::Pair(noun.to_owned()) } else { Form::Indefinite }
        }
        _ if plain.iter().any(|word| matches!(*word, "counterpart" | "counterparts" | "opposite")) => {
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

fn is_proper(word: &crate::resources::Word<'_>) -> bool {
    word.is_capital()
        && !matches!(
            word.plain.as_ref(),
            "the" | "a" | "an" | "some" | "several" | "president" | "prime" | "minister" | "foreign"
        )
}

/// The name with a title before it ("Iraqi President Barham Salih") and an apposition behind it (", the Iraqi president,").
fn with_title_and_apposition(facts: &Facts, text: &str, sentence: &Sentence, span: Span) -> Span {
    let Some(first) = sentence.words.iter().position(|word| word.start >= span.start) else { return span };
    let last = sentence.words.partition_point(|word| word.end <= span.end);
    let before = sentence.stretch(first.saturating_sub(6)..first);
    let stretch = words(before.of(text));
    let known: Vec<_> = facts
        .find(&stretch)
        .into_iter()
        .filter(|found| found.facts.iter().any(|fact| fact.kind.is_geographic()))
        .chain(facts.roles(&stretch))
        .map(|found| found.words)
        .collect();
    let mut start = stretch.len();
    while let Some(range) = known.iter().find(|range| range.end == start && range.start < start) {
        if stretch.get(start).is_some_and(|word| word.mark.is_some()) {
            break;
        }
        start = range.start;
    }
    // "in Damascus the leader of …": an article begins a phrase, and no title stands before it.
    let opening = span.of(text).split_whitespace().next().unwrap_or("").to_lowercase();
    let touches = !matches!(opening.as_str(), "the" | "a" | "an")
        && first > 0
        && sentence.words.get(first - 1).is_some_and(|word| word.of(text).chars().any(char::is_alphanumeric));
    let from = stretch.get(start).filter(|_| touches).map_or(span.start, |word| before.start + word.at.start);
    let mut to = span.end;
    let comma = |at: usize| sentence.words.get(at).is_some_and(|word| word.of(text) == ",");
    if comma(last) {
        let end = (last + 1..sentence.words.len().min(last + 12)).find(|at| comma(*at)).unwrap_or(0);
        let opening = sentence.words.get(last + 1).map_or("", |word| word.of(text));
        let apposed = sentence.stretch(last + 1..end);
        let article =
            matches!(opening, "the" | "a" | "an" | "who") || opening.chars().next().is_some_and(char::is_uppercase);
        if end > last + 1 && article && opening != "who" && !facts.roles(&words(apposed.of(text))).is_empty() {
            to = apposed.end;
        }
    }
    Span::new(from, to)
}

const FEMALE: [&str; 60] = [
    "angela",
    "theresa",
    "hillary",
    "kamala",
    "nancy",
    "ursula",
    "sanna",
    "giorgia",
    "maria",
    "christine",
    "condoleezza",
    "federica",
    "jacinda",
    "suu",
    "benazir",
    "margaret",
    "michelle",
    "dilma",
    "cristina",
    "ellen",
    "joyce",
    "yulia",
    "julia",
    "helen",
    "elizabeth",
    "anne",
    "anna",
    "mary",
    "sarah",
    "susan",
    "samantha",
    "nikki",
    "catherine",
    "emma",
    "olivia",
    "marine",
    "segolene",
    "tzipi",
    "golda",
    "sheikh hasina",
    "khaleda",
    "yingluck",
    "park",
    "tsai",
    "carrie",
    "claudia",
    "annalena",
    "kaja",
    "penny",
    "liz",
    "yvette",
    "jeanine",
    "fatou",
    "navi",
    "louise",
    "michele",
    "zahra",
    "fatima",
    "laura",
    "madeleine",
];

fn gender(text: &str, form: &Form) -> Gender {
    if let Form::Pronoun(pronoun) = form {
        return match pronoun {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            _ => Gender::Unknown,
        };
    }
    let words = words(text);
    let any = |listed: &[&str]| words.iter().any(|word| listed.contains(&word.plain.as_ref()));
    if any(&[
        "mrs",
        "ms",
        "queen",
        "spokeswoman",
        "woman",
        "policewoman",
        "chairwoman",
        "mother",
        "wife",
        "daughter",
        "girl",
        "princess",
        "congresswoman",
        "madam",
    ]) || words
        .first()
        .is_some_and(|_| words.iter().any(|word| word.is_capital() && FEMALE.contains(&word.plain.as_ref())))
    {
        Gender::Female
    } else if any(&[
        "mr",
        "king",
        "spokesman",
        "man",
        "policeman",
        "chairman",
        "father",
        "husband",
        "son",
        "boy",
        "prince",
        "gunman",
        "congressman",
        "sheikh",
        "emir",
        "ayatollah",
        "pope",
        "imam",
    ]) {
        Gender::Male
    } else {
        Gender::Unknown
    }
}

/// The first reference of a sentence outside what others say is its subject, and every actor before its verb stands for one.
fn mark_subjects(document: &Document, references: &mut [Reference]) {
    let mut seen = usize::MAX;
    for one in references.iter_mut() {
        let before = document
            .layers
            .sentences
            .get(one.sentence)
            .map_or(0, |sentence| one.span.start.saturating_sub(sentence.span.start));
        let opens = before < 40;
        one.subject = one.sentence != seen && (opens || !one.beside.is_empty());
        if one.subject {
            seen = one.sentence;
        }
    }
}
