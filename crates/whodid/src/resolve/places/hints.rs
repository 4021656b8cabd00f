//! Words beside a name that tell what sort of place it is, or that it is none.

use crate::resources::Word;

/// What the words beside a name tell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hint {
    Nothing,
    /// "the town of", "city".
    Settlement,
    /// "province", "county of".
    Division,
}

const DIVISIONS: [&str; 21] = [
    "county",
    "parish",
    "province",
    "governorate",
    "state",
    "district",
    "region",
    "oblast",
    "prefecture",
    "department",
    "republic",
    "territory",
    "borough",
    "canton",
    "municipality",
    "township",
    "krai",
    "raion",
    "emirate",
    "division",
    "shire",
];
const SETTLEMENTS: [&str; 10] =
    ["town", "city", "village", "suburb", "hamlet", "capital", "port", "township", "downtown", "neighborhood"];
const STREETS: [&str; 25] = [
    "street",
    "st",
    "road",
    "rd",
    "drive",
    "dr",
    "avenue",
    "ave",
    "boulevard",
    "blvd",
    "lane",
    "ln",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "turnpike",
    "pike",
    "expressway",
    "freeway",
    "crescent",
    "terrace",
    "circle",
    "close",
    "trail",
];
const WATERS_AND_HEIGHTS: [&str; 32] = [
    "river",
    "creek",
    "lake",
    "bay",
    "mountains",
    "mountain",
    "forest",
    "canyon",
    "reservoir",
    "valley",
    "island",
    "islands",
    "peninsula",
    "sea",
    "ocean",
    "gulf",
    "canal",
    "falls",
    "dam",
    "bridge",
    "hills",
    "basin",
    "desert",
    "plateau",
    "park",
    "crossing",
    "ridge",
    "grove",
    "heights",
    "point",
    "beach",
    "colony",
];
const BEFORE: [&str; 10] = ["lake", "mount", "mt", "river", "cape", "camp", "fort", "isle", "loch", "lough"];
/// What may stand before a name without making it another.
const QUALIFIERS: [&str; 28] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "downtown",
    "upstate",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "metro",
    "greater",
    "occupied",
    "the",
    "old",
    "city",
    "of",
    "rural",
    "suburban",
];
const PAPERS: [&str; 24] = [
    "times",
    "post",
    "herald",
    "tribune",
    "news",
    "journal",
    "gazette",
    "star",
    "press",
    "sun",
    "mail",
    "telegraph",
    "chronicle",
    "courier",
    "dispatch",
    "globe",
    "examiner",
    "inquirer",
    "register",
    "observer",
    "sentinel",
    "record",
    "daily",
    "today",
];
/// Plural words that close the name of a body which is no team.
const NOT_TEAMS: [&str; 44] = [
    "schools",
    "services",
    "forces",
    "authorities",
    "affairs",
    "rights",
    "nations",
    "states",
    "industries",
    "systems",
    "airlines",
    "airways",
    "police",
    "works",
    "parks",
    "sports",
    "commissioners",
    "trustees",
    "supervisors",
    "representatives",
    "commons",
    "lords",
    "hospitals",
    "studies",
    "sciences",
    "arts",
    "crafts",
    "officials",
    "courts",
    "emirates",
    "securities",
    "communications",
    "enterprises",
    "properties",
    "sources",
    "resources",
    "operations",
    "relations",
    "corps",
    "congress",
    "business",
    "express",
    "access",
    "countries",
];

fn is(list: &[&str], word: &Word<'_>) -> bool {
    list.contains(&word.plain.as_ref())
}

/// Words that are a division's name somewhere, and alone are none in an English text.
const NO_NAMES: [&str; 28] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "central",
    "centre",
    "center",
    "federal",
    "gulf",
    "capital",
    "upper",
    "lower",
    "coast",
    "islands",
    "delta",
    "english",
    "mountain",
    "rural",
    "union",
    "midlands",
];

/// True for a word that alone is no place's name, though a gazetteer has it as one.
pub(super) fn is_no_name(word: &Word<'_>) -> bool {
    is(&NO_NAMES, word)
}

/// Words for a division that belong to its name when they have a capital: "State" and "District" belong to other names too.
const IN_NAMES: [&str; 11] = [
    "county",
    "parish",
    "province",
    "governorate",
    "oblast",
    "prefecture",
    "krai",
    "raion",
    "canton",
    "emirate",
    "township",
];

/// True for the word of a division, such as "province".
fn is_division(word: &Word<'_>) -> bool {
    if word.is_capital() { is(&IN_NAMES, word) } else { is(&DIVISIONS, word) }
}

/// True for the word of a division that is part of its name: "Province".
pub(super) fn is_division_in_name(word: &Word<'_>) -> bool {
    word.is_capital() && is(&IN_NAMES, word)
}

/// What the words around `words[from..to]` tell.
pub(super) fn hint(words: &[Word<'_>], from: usize, to: usize) -> Hint {
    let after = words.get(to).filter(|word| word.mark.is_none() && !words[to - 1].possessive);
    if after.is_some_and(is_division) || closes_a_list(words, to) {
        return Hint::Division;
    }
    let before = |back: usize| from.checked_sub(back).and_then(|at| words.get(at));
    let unbroken = words[from].mark.is_none();
    if let (true, Some(of), Some(sort)) = (unbroken, before(1), before(2))
        && of.plain == "of"
    {
        if is(&SETTLEMENTS, sort) {
            return Hint::Settlement;
        }
        if is_division(sort) {
            return Hint::Division;
        }
    }
    match before(1).filter(|word| unbroken && (word.plain == "city" || word.plain == "town" || word.plain == "village"))
    {
        Some(_) => Hint::Settlement,
        None if before(1).is_some_and(|word| unbroken && word.text == "County") => Hint::Division,
        None if after.is_some_and(|word| word.plain == "city" || word.plain == "mayor") => Hint::Settlement,
        None => Hint::Nothing,
    }
}

/// Whether a list of names that goes on from `words[to]` ends in a word for divisions: "Anbar, Babil and Diyala provinces".
fn closes_a_list(words: &[Word<'_>], to: usize) -> bool {
    let listed = |word: &&Word<'_>| {
        (word.is_capital() || word.plain == "and") && word.mark.is_none_or(|mark| mark == ',') && !is(&PLURALS, word)
    };
    let end = to + words[to..].iter().take(LIST).take_while(listed).count();
    words.get(end).is_some_and(|word| word.mark.is_none() && is(&PLURALS, word))
}

/// The most words of a list of names that are gone through.
const LIST: usize = 14;
const PLURALS: [&str; 8] =
    ["counties", "parishes", "provinces", "governorates", "districts", "oblasts", "regions", "prefectures"];

/// True when the words beside `words[from..to]` make it part of another name: a street, a river, a mountain.
pub(super) fn is_part_of_another(words: &[Word<'_>], from: usize, to: usize) -> bool {
    let after = words.get(to).filter(|word| word.mark.is_none_or(|mark| mark == '.') && word.is_capital());
    if let Some(word) = after.filter(|_| !words[to - 1].possessive) {
        if is(&STREETS, word) || is(&WATERS_AND_HEIGHTS, word) {
            return true;
        }
        // "Mahnomen County Road", "Richmond Park Drive".
        let next = words.get(to + 1).filter(|next| next.mark.is_none() && next.is_capital());
        if next.is_some_and(|next| is(&STREETS, next)) {
            return true;
        }
    }
    let before =
        from.checked_sub(1).and_then(|at| words.get(at)).filter(|_| words[from].mark.is_none_or(|mark| mark == '.'));
    before.is_some_and(|word| word.is_capital() && is(&BEFORE, word))
}

/// True for a word that may stand before or behind a place's name, within what the model takes for the name, without making it
/// the name of another place.
pub(super) fn is_qualifier(word: &Word<'_>) -> bool {
    !word.is_capital() || is(&QUALIFIERS, word)
}

/// Words that follow a place's name in the name of one of its bodies.
const BODIES: [&str; 24] = [
    "police",
    "council",
    "university",
    "court",
    "government",
    "ministry",
    "city",
    "fire",
    "sheriff",
    "hospital",
    "airport",
    "mayor",
    "municipality",
    "chamber",
    "governorate",
    "school",
    "schools",
    "department",
    "authority",
    "parliament",
    "assembly",
    "embassy",
    "army",
    "governor",
];

/// True when the words beside `words[from..to]`, in the name of an organisation, make it a body of that place: "Mosul
/// University", "University of Mosul".
pub(super) fn is_of_body(words: &[Word<'_>], from: usize, to: usize) -> bool {
    let after = words.get(to).is_some_and(|word| word.mark.is_none() && is(&BODIES, word));
    let of = |back: usize| from.checked_sub(back).and_then(|at| words.get(at));
    after || of(1).is_some_and(|word| word.plain == "of") && of(2).is_some_and(|word| is(&BODIES, word))
}

/// True when an organisation that ends in this word is a newspaper.
pub(super) fn is_paper(last: &Word<'_>) -> bool {
    is(&PAPERS, last)
}

/// True when an organisation that is a place's name and this word is a team: "Leeds Lions".
pub(super) fn is_team(last: &Word<'_>) -> bool {
    let teams = [
        "united",
        "rovers",
        "wanderers",
        "athletic",
        "hotspur",
        "fc",
        "heat",
        "magic",
        "jazz",
        "thunder",
        "sox",
        "wild",
    ];
    let plural = last.plain.ends_with('s') && !last.plain.ends_with("ss") && last.plain.len() > 3;
    last.is_capital() && (teams.contains(&last.plain.as_ref()) || plural && !is(&NOT_TEAMS, last) && !is(&PAPERS, last))
}
