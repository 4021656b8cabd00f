//! Dictionaries of PETRARCH (actors, agents) as rows of a table of facts.
//!
//! Input: the text of a dictionary: names in capitals with `_` for blanks, `+SYNONYM`, codes in brackets with the dates they
//! hold between (`[AFGGOV 011222-140929]`, `<YYMMDD`, `>YYMMDD`), `{PLURAL}`, `!MACRO! = A, B`, comments behind `#` and `;`.
//! Output: rows of ten columns. What belongs here: the form of those files, and what their CAMEO codes are in PLOVER.

mod cameo;
mod entry;

use std::collections::BTreeSet;

use super::{Facts, FactsError, Kind, words};
use cameo::Meaning;
use entry::{Coded, Entry};

/// What an import makes of a dictionary.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Rows of ten columns separated by tabs, without the header, sorted.
    pub rows: Vec<String>,
    /// Lines that say nothing, or something that has no place in a table of facts.
    pub left_out: Vec<FactsError>,
}

/// The rows of a dictionary in the file `file`. `facts` tell states' names from persons' and bodies'.
///
/// ```
/// use whodid::resources::{Facts, petrarch};
/// let text = "HAMID_KARZAI_ ; president\n+KARZAI_\n\t[AFGGOV 011222-140929]\n\t[AFGELI]\n";
/// let import = petrarch::import("actors.txt", text, &Facts::default());
/// assert_eq!(
///     import.rows,
///     ["Hamid Karzai\tKarzai\tAFG\tleader\tGOV\t\t2001-12-22\t2014-09-29\t\tpetrarch actors.txt"]
/// );
/// ```
pub fn import(file: &str, text: &str, facts: &Facts) -> Import {
    let mut out = Import::default();
    let (entries, faults) = entry::entries(file, text);
    out.left_out = faults;
    let mut rows = BTreeSet::new();
    for entry in &entries {
        let written = rows.len();
        for row in rows_of(file, entry, facts, &mut out.left_out) {
            rows.insert(row);
        }
        let told = out.left_out.iter().any(|fault| fault.line() == entry.line);
        if rows.len() == written && !told && entry.codes.iter().all(|coded| coded.code.is_empty() || coded.code == "~")
        {
            out.left_out.push(FactsError::new(file, entry.line, format!("`{}` has no code", entry.name)));
        }
    }
    out.rows = rows.into_iter().collect();
    out.left_out.sort_by_key(FactsError::line);
    out
}

/// The rows of an entry: one for each time it is coded for.
fn rows_of(file: &str, entry: &Entry, facts: &Facts, left_out: &mut Vec<FactsError>) -> Vec<String> {
    let meanings: Vec<(&Coded, Meaning)> =
        entry.codes.iter().map(|coded| (coded, Meaning::of(&coded.code, entry.is_agent))).collect();
    for (coded, meaning) in &meanings {
        if let Some(unknown) = &meaning.unknown {
            let reason = format!("`{unknown}` in the code `{}` of `{}` is not known", coded.code, entry.name);
            left_out.push(FactsError::new(file, coded.line, reason));
        }
    }
    let holds_office = |meaning: &Meaning| meaning.sectors.iter().any(|code| is_office(code));
    let is_leader = meanings.iter().any(|(coded, meaning)| coded.is_dated() && holds_office(meaning));
    let mut rows = Vec::new();
    for (coded, meaning) in &meanings {
        if meaning.unknown.is_some() || meaning.is_empty() {
            continue;
        }
        // A holder whose time is over is a former one without a row that says so.
        let is_former = meaning.sectors.first().is_some_and(|code| *code == "ELI");
        if is_leader && is_former {
            continue;
        }
        let kind = kind(entry, coded, meaning, facts);
        let forms: Vec<String> = entry.forms().map(|form| spelled(form, kind, facts)).collect();
        let Some((name, also)) = forms.split_first() else { continue };
        let mut others: Vec<&str> = Vec::new();
        for form in also {
            if form != name && !form.is_empty() && !others.contains(&form.as_str()) {
                others.push(form);
            }
        }
        if words(name).is_empty() {
            left_out.push(FactsError::new(file, entry.line, "a name without a letter".into()));
            continue;
        }
        rows.push(
            [
                name.as_str(),
                &others.join(";"),
                meaning.country.as_deref().unwrap_or(""),
                kind.name(),
                &meaning.sectors.join(";"),
                "",
                &coded.from,
                &coded.to,
                "",
                &format!("petrarch {file}"),
            ]
            .join("\t"),
        );
    }
    rows
}

fn is_office(sector: &str) -> bool {
    matches!(sector, "GOV" | "LEG" | "MIL" | "JUD" | "COP" | "SPY")
}

/// What an entry is about: from the facts where they know the name, else from its code, its dates and its words.
fn kind(entry: &Entry, coded: &Coded, meaning: &Meaning, facts: &Facts) -> Kind {
    if entry.is_agent {
        return Kind::Role;
    }
    let plain = entry.name.replace('_', " ");
    let named = spelled(&plain, Kind::State, facts);
    if let Some(known) = facts.named(&named).into_iter().find(|fact| fact.code == meaning.country) {
        return known.kind;
    }
    let has = |code: &str| meaning.sectors.contains(&code);
    let offices = meaning.sectors.iter().any(|code| is_office(code));
    let is_body = !facts.roles(&words(&plain.to_lowercase())).is_empty()
        || plain.split(' ').any(|word| matches!(word, "OF" | "FOR" | "AND" | "THE"));
    match meaning.country.as_deref() {
        _ if coded.is_dated() && offices => Kind::Leader,
        Some("UNO" | "IGO" | "EUR") => Kind::Igo,
        Some("NGO" | "ISM") => Kind::Ngo,
        Some("MNC") => Kind::Company,
        _ if has("REB") || meaning.country.as_deref() == Some("IMG") => Kind::Armed,
        _ if has("PTY") => Kind::Party,
        _ if has("JRN") => Kind::Outlet,
        _ if has("BUS") => Kind::Company,
        Some(_) if meaning.sectors.is_empty() => Kind::Place,
        _ if is_body => Kind::Body,
        _ => Kind::Figure,
    }
}

/// `HAMID_KARZAI_` as "Hamid Karzai", `AL-QAIDA` as "al-Qaida", `UN` as it is, a role noun in small letters.
fn spelled(form: &str, kind: Kind, facts: &Facts) -> String {
    let text = form.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    if matches!(kind, Kind::Role | Kind::Generic) {
        return text.to_lowercase();
    }
    let single = !text.contains([' ', '-']);
    let acronym = single && text.chars().count() <= 5 && !kind.is_person() && !kind.is_geographic();
    let known_word = || facts.named(&capitalised(&text)).iter().any(|fact| !fact.kind.is_person());
    if acronym || text.contains('.') || single && text.chars().count() <= 3 && !known_word() {
        return text;
    }
    let words: Vec<String> = text
        .split(' ')
        .enumerate()
        .map(|(at, word)| {
            let lower = word.to_lowercase();
            let particle = matches!(
                lower.as_str(),
                "of" | "the" | "and" | "for" | "in" | "on" | "bin" | "ibn" | "de" | "da" | "von" | "van" | "der"
            );
            if particle && at > 0 {
                return lower;
            }
            let parts: Vec<String> = word
                .split('-')
                .enumerate()
                .map(|(at, part)| match part.to_lowercase().as_str() {
                    article @ ("al" | "el" | "ul" | "ad" | "as" | "an" | "ash") if at == 0 && word.contains('-') => {
                        article.to_owned()
                    }
                    _ => capitalised(part),
                })
                .collect();
            parts.join("-")
        })
        .collect();
    words.join(" ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
}

#[cfg(test)]
mod tests {
    use super::import;
    use crate::resources::Facts;

    fn rows(text: &str) -> Vec<String> {
        import("d.txt", text, &Facts::default()).rows.iter().map(|row| row.replace('\t', "|")).collect()
    }

    #[test]
    fn dates_become_rows() {
        let text = "# heads\nNURI_AL-MALIKI_ [IRQGOV 060520-140908] [IRQLEG >140908]\n+MALIKI_\n";
        assert_eq!(
            rows(text),
            [
                "Nuri al-Maliki|Maliki|IRQ|leader|GOV||2006-05-20|2014-09-08||petrarch d.txt",
                "Nuri al-Maliki|Maliki|IRQ|leader|LEG||2014-09-08|||petrarch d.txt",
            ]
        );
        let before = "SADDAM_HUSSEIN_\n\t[IRQGOV <030409]\n\t[IRQELI]\n";
        assert_eq!(rows(before), ["Saddam Hussein||IRQ|leader|GOV|||2003-04-09||petrarch d.txt"]);
    }

    #[test]
    fn groups_and_bodies() {
        let text =
            "HAMAS_ [PALREB] ; Gaza\nUNITED_NATIONS_CHILDRENS_FUND_ [IGOUNOREF]\n+UNICEF_\nTEHRAN_TIMES_ [IRNMED]\n";
        assert_eq!(
            rows(text),
            [
                "HAMAS||PSE|armed|REB|||||petrarch d.txt",
                "Tehran Times||IRN|outlet|JRN|||||petrarch d.txt",
                "United Nations Childrens Fund|Unicef|UNO|igo|REF|||||petrarch d.txt",
            ]
        );
    }

    #[test]
    fn agents_with_plurals_and_macros() {
        let text = "!MINIST! = MINISTER, MINISTRY\n!MINIST!_OF_HEALTH_ [~GOVHLH]\nPOLICEWOMAN_ {POLICEWOMEN_} [~COP]\nTHING_ [~]\n";
        assert_eq!(
            rows(text),
            [
                "minister of health|ministry of health||role|GOV;MED|||||petrarch d.txt",
                "policewoman|policewomen||role|COP|||||petrarch d.txt",
            ]
        );
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let text = "NOBODY_\nSOMEBODY_ [ZZZQQQ]\nLATE_ [USAGOV >991399]\n+LONELY\n";
        let left: Vec<String> =
            import("d.txt", text, &Facts::default()).left_out.iter().map(ToString::to_string).collect();
        assert_eq!(left.len(), 3, "{left:?}");
        assert!(left[0].starts_with("d.txt, line 1: `NOBODY_` has no code"), "{left:?}");
    }
}
