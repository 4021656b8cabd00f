//! A phrase taken apart: its head and what is hung on it, and the names and role nouns in each.

use std::ops::Range;

use jiff::civil::Date;

use super::names::names_of;
use super::vocabulary::{FORMER, PREPOSITIONS, SIDED, is_count, is_courtesy, is_opener};
use crate::resolve::sight::{is_calendar, is_name_particle};
use crate::resources::{Fact, Facts, Found, Held, Kind, Word, words};

/// A phrase, its words, and what the facts know of them.
#[derive(Debug)]
pub(super) struct Phrase<'f, 't> {
    facts: &'f Facts,
    text: &'t str,
    pub words: Vec<Word<'t>>,
    pub names: Vec<Found<'f>>,
    pub roles: Vec<Role<'f>>,
    /// The head, then what prepositions and commas hang on it.
    pub parts: Vec<Part>,
    /// "former", "ex-", "ousted" stand in the head.
    pub is_former: bool,
    /// A number or "dozens of" opens it.
    pub is_counted: bool,
    /// "a" or "an" opens it.
    pub has_article: bool,
}

#[derive(Debug)]
pub(super) struct Part {
    pub words: Range<usize>,
    /// The preposition, or `,`.
    by: String,
}

impl Part {
    pub fn is_apposition(&self) -> bool {
        self.by == ","
    }

    /// True for "of", "for" and the like, which tell whom a head belongs to.
    fn belongs(&self) -> bool {
        matches!(self.by.as_str(), "of" | "for" | "from" | "at" | "in" | "with" | "within" | "inside" | "across")
    }
}

/// A role noun found, and the fact that tells its sector.
#[derive(Clone, Debug)]
pub(super) struct Role<'f> {
    pub words: Range<usize>,
    pub fact: &'f Fact,
}

/// A body's name found.
#[derive(Clone, Debug)]
pub(super) struct Body<'a, 'f> {
    pub words: Range<usize>,
    facts: &'a [&'f Fact],
}

impl<'f> Body<'_, 'f> {
    /// The fact that holds on the day; where several do, the first.
    pub fn choose(&self, date: Option<Date>) -> &'f Fact {
        let bodies = || self.facts.iter().filter(|fact| fact.kind.is_body());
        let held = bodies().find(|fact| matches!(fact.held(date), Held::Now | Held::Perhaps));
        held.or_else(|| bodies().next()).copied().unwrap_or(self.facts[0])
    }
}

impl<'f, 't> Phrase<'f, 't> {
    pub fn of(facts: &'f Facts, text: &'t str) -> Self {
        let words = words(text);
        let names = facts.find(&words);
        let roles = facts.roles(&words);
        let names = names_of(facts, text, &words, &roles, names);
        let roles = roles
            .into_iter()
            .filter(|role| !names.iter().any(|name| overlap(&name.words, &role.words)))
            .filter_map(|role| Some(Role { words: role.words, fact: *role.facts.first()? }))
            .collect();
        let mut phrase = Phrase {
            facts,
            text,
            words,
            names,
            roles,
            parts: Vec::new(),
            is_former: false,
            is_counted: false,
            has_article: false,
        };
        phrase.take_apart();
        phrase
    }

    fn take_apart(&mut self) {
        let taken = |at: usize, phrase: &Self| {
            phrase
                .names
                .iter()
                .map(|name| &name.words)
                .chain(phrase.roles.iter().map(|role| &role.words))
                .any(|range| range.start < at && at < range.end)
        };
        let mut parts = Vec::new();
        let mut start = 0;
        let mut by = String::new();
        let first = self.words.first().map(|word| word.plain.to_string()).unwrap_or_default();
        self.has_article = matches!(first.as_str(), "a" | "an" | "one");
        for at in 0..self.words.len() {
            if taken(at, self) {
                continue;
            }
            let word = &self.words[at];
            let comma = at > 0 && word.mark.is_some_and(|mark| matches!(mark, ',' | '(' | '—' | '–' | ';'));
            let preposition = PREPOSITIONS.contains(&word.plain.as_ref()) && !word.is_upper();
            // "dozens of protesters": the head stands behind the "of".
            let counts = preposition
                && word.plain == "of"
                && self.words[start..at].iter().all(|word| is_count(&word.plain) || is_opener(&word.plain));
            if counts && parts.is_empty() {
                start = at + 1;
                self.is_counted = true;
            } else if comma || (preposition && at > start) {
                parts.push(Part { words: start..at, by: std::mem::take(&mut by) });
                by = if comma && !preposition { ",".into() } else { word.plain.to_string() };
                start = if preposition { at + 1 } else { at };
            }
        }
        if start < self.words.len() || parts.is_empty() {
            parts.push(Part { words: start..self.words.len(), by });
        }
        self.parts = parts;
        let head = self.head();
        self.is_counted |= self.words[head.clone()].iter().any(|word| is_count(&word.plain));
        let name_start = self.roles.iter().map(|role| role.words.end).find(|end| *end <= head.end).unwrap_or(head.end);
        self.is_former =
            self.words[head.start..name_start.max(head.start)].iter().any(|word| FORMER.contains(&word.plain.as_ref()));
    }

    /// Persons whose names are spelled like the words of a stretch.
    pub fn alike(&self, range: &Range<usize>) -> Vec<&'f Fact> {
        self.words.get(range.clone()).map_or_else(Vec::new, |words| self.facts.alike(words))
    }

    /// Holders of offices with the family name at a word that stands behind a title.
    pub fn by_surname(&self, at: usize) -> Vec<&'f Fact> {
        self.words.get(at).map_or_else(Vec::new, |word| self.facts.by_surname(word))
    }

    /// The row of the same person that holds on the day, when this one does not: an earlier term, another office.
    pub fn in_office(&self, fact: &'f Fact, date: Option<Date>) -> &'f Fact {
        if fact.held(date) == Held::Now || words(&fact.name).len() < 2 {
            return fact;
        }
        let same = |other: &&Fact| other.name == fact.name && other.kind == fact.kind && other.held(date) == Held::Now;
        self.facts.named(&fact.name).into_iter().find(same).unwrap_or(fact)
    }

    /// The words of the head.
    pub fn head(&self) -> Range<usize> {
        self.parts.first().map_or(0..self.words.len(), |part| part.words.clone())
    }

    /// The first word of the head that is no article, number or possessive.
    pub fn content_start(&self) -> usize {
        let head = self.head();
        let skip = |word: &Word<'_>| is_opener(&word.plain) || is_count(&word.plain);
        head.clone().find(|at| !skip(&self.words[*at])).unwrap_or(head.end)
    }

    /// True when an article, a number or a possessive opens the head.
    pub fn has_opener(&self) -> bool {
        self.content_start() > self.head().start
    }

    /// The names in a stretch.
    pub fn names_in<'a>(&'a self, part: &Range<usize>) -> impl DoubleEndedIterator<Item = &'a Found<'f>> {
        let part = part.clone();
        self.names.iter().filter(move |name| covers(&part, &name.words))
    }

    /// The last role noun of a stretch.
    pub fn role_in(&self, part: &Range<usize>) -> Option<Role<'f>> {
        self.roles.iter().rev().find(|role| covers(part, &role.words)).cloned()
    }

    /// The last body named in a stretch.
    pub fn body_in<'a>(&'a self, part: &Range<usize>) -> Option<Body<'a, 'f>> {
        let found = self
            .names_in(part)
            .rev()
            .find(|name| name.facts.iter().any(|fact| fact.kind.is_body()) && !self.is_sided(&name.words))?;
        Some(Body { words: found.words.clone(), facts: &found.facts })
    }

    /// What hangs on the stretch that a role noun stands in.
    fn part_behind(&self, role: &Role<'f>) -> Option<&Part> {
        let own = self.parts.iter().position(|part| covers(&part.words, &role.words)).unwrap_or(0);
        self.parts.get(own + 1)
    }

    /// A person's name that the facts do not know and that is all that stands behind a comma.
    pub fn name_behind_comma(&self) -> Option<String> {
        let apposed = self.parts.iter().skip(1).filter(|part| part.is_apposition());
        apposed.into_iter().find_map(|part| {
            let whole =
                self.words[part.words.clone()].iter().all(|word| word.is_capital() || is_name_particle(&word.plain));
            self.unknown_name_after(part.words.start, &part.words).filter(|_| whole)
        })
    }

    /// The body that the head belongs to: "leader of Hezbollah".
    pub fn body_behind(&self, role: &Role<'f>, date: Option<Date>) -> Option<&'f Fact> {
        let part = self.part_behind(role).filter(|part| part.belongs())?;
        if part.by == "in" || part.by == "across" {
            return None;
        }
        let geographic = self.names_in(&part.words).any(|name| name.facts.iter().all(|fact| fact.kind.is_geographic()));
        self.body_in(&part.words).filter(|_| !geographic || part.by == "of").map(|body| body.choose(date))
    }

    /// A role noun that tells the sector where the head is a bare "spokesman": before it, or behind its "of".
    pub fn specific_role_beside(&self, role: &Role<'f>) -> Option<&'f Fact> {
        let specific = |fact: &Fact| fact.kind == Kind::Role && !fact.sectors.is_empty();
        let own = self
            .parts
            .iter()
            .find(|part| covers(&part.words, &role.words))
            .map_or_else(|| self.head(), |part| part.words.clone());
        let before =
            self.roles.iter().rev().find(|other| {
                covers(&own, &other.words) && other.words.end <= role.words.start && specific(other.fact)
            });
        let behind = || {
            let part = self.part_behind(role)?;
            if !matches!(part.by.as_str(), "of" | "for" | "from" | "at" | "with") {
                return None;
            }
            self.roles.iter().rev().find(|other| covers(&part.words, &other.words) && specific(other.fact))
        };
        before.or_else(behind).map(|role| role.fact)
    }

    /// True for a head that without a state's name means nobody's official in particular but with it one of the state's.
    pub fn is_state_office(&self, noun: &Fact, country: Option<&str>) -> bool {
        country.is_some() && !noun.sectors.is_empty()
    }

    /// True unless a word before the role noun says that its holder is not, not yet or not the only one in office.
    pub fn is_in_office(&self, role: &Role<'_>) -> bool {
        let head = self.head();
        let other = |word: &Word<'_>| {
            matches!(
                word.plain.as_ref(),
                "new"
                    | "next"
                    | "future"
                    | "elect"
                    | "first"
                    | "last"
                    | "previous"
                    | "another"
                    | "no"
                    | "any"
                    | "every"
                    | "designate"
                    | "deputy"
                    | "vice"
            )
        };
        !self.words[head.start..role.words.start].iter().any(other)
            && !self.words.get(role.words.end).is_some_and(|word| word.hyphened || other(word))
            && self.words[head.start..role.words.start].iter().all(|word| word.plain != "a" && word.plain != "an")
    }

    /// True when the role stands in the plural.
    pub fn is_plural(&self, role: &Role<'_>) -> bool {
        let Some(last) = self.words.get(role.words.end.saturating_sub(1)) else { return false };
        // Words are cut at hyphens: "secretary-general".
        let noun = role.fact.name.rsplit([' ', '-']).next().unwrap_or("");
        let many =
            matches!(noun, "people" | "women" | "men" | "children" | "guards" | "troops" | "forces" | "soldiers");
        *last.plain != *noun || self.is_counted || many
    }

    /// "the Syrian government", "the Turkish state": the state itself, by its name.
    pub fn names_state_itself(&self, facts: &Facts, role: &Role<'_>, code: Option<&str>) -> Option<String> {
        let itself =
            matches!(role.fact.name.as_str(), "government" | "state" | "regime" | "country" | "authorities" | "side");
        facts.state(code?).filter(|_| itself).map(|state| state.name.clone())
    }

    /// True for a name that only tells whose side the head is on: "Iranian-backed", "pro-Russian".
    pub fn is_sided(&self, name: &Range<usize>) -> bool {
        let behind = self.words.get(name.end).is_some_and(|word| word.hyphened && SIDED.contains(&word.plain.as_ref()));
        let before = name.start.checked_sub(1).and_then(|at| self.words.get(at));
        let against = before.is_some_and(|word| matches!(word.plain.as_ref(), "pro" | "anti"));
        behind || against && self.words[name.start].hyphened
    }

    /// The country that the phrase tells, and how: from the head, then from what hangs on it.
    pub fn country(&self, date: Option<Date>, with_bodies: bool) -> Option<(String, String)> {
        let told = |name: &Found<'f>| {
            let fits = |fact: &&&Fact| {
                (fact.kind.is_geographic() || fact.kind == Kind::Metonym || with_bodies && fact.kind.is_body())
                    && !matches!(fact.code.as_deref(), None | Some("NGO" | "ISM"))
            };
            let fact = name.facts.iter().filter(fits).find(|fact| fact.held(date) == Held::Now);
            let fact = fact.or_else(|| name.facts.iter().find(|fact| fits(fact)))?;
            Some((fact.code.clone()?, format!("{} `{}`", fact.kind.name(), fact.name)))
        };
        let order = |by: &str| match by {
            "" => 0,
            "of" | "from" => 1,
            "," => 2,
            "in" | "at" | "across" | "inside" | "within" | "near" | "outside" => 3,
            "for" | "with" => 4,
            _ => 9,
        };
        let mut parts: Vec<(usize, &Part)> =
            self.parts.iter().map(|part| (order(&part.by), part)).filter(|(order, _)| *order < 9).collect();
        parts.sort_by_key(|(order, _)| *order);
        let plainly = parts
            .iter()
            .find_map(|(_, part)| self.names_in(&part.words).filter(|name| !self.is_sided(&name.words)).find_map(told));
        let sided = || {
            let head = self.head();
            let backed = |name: &&Found<'f>| {
                self.words
                    .get(name.words.end)
                    .is_some_and(|word| matches!(word.plain.as_ref(), "led" | "based" | "held"))
            };
            self.names_in(&head).filter(backed).find_map(told)
        };
        plainly.or_else(sided)
    }

    /// Capitalised words behind a title that the facts do not know: a person's name.
    pub fn unknown_name_after(&self, at: usize, part: &Range<usize>) -> Option<String> {
        let known = |at: usize| {
            self.names
                .iter()
                .any(|name| name.words.contains(&at) && !name.facts.iter().all(|fact| fact.kind.is_person()))
                || self.roles.iter().any(|role| role.words.contains(&at))
        };
        let mut words = (at..part.end).skip_while(|at| {
            is_opener(&self.words[*at].plain)
                || !self.words[*at].is_capital()
                || known(*at)
                || is_calendar(&self.words[*at].plain)
        });
        let first = words.next()?;
        let mut last = first;
        for at in words {
            let word = &self.words[at];
            if !word.is_capital() && !is_name_particle(&word.plain)
                || known(at)
                || is_calendar(&word.plain)
                || word.mark.is_some_and(|mark| mark == ',')
            {
                break;
            }
            last = at;
        }
        while last > first && is_name_particle(&self.words[last].plain) {
            last -= 1;
        }
        Some(self.written(first..last + 1))
    }

    /// A stretch that is all name: capitals and particles, no role noun.
    pub fn whole_name(&self, part: &Range<usize>) -> Option<String> {
        let words = self.words.get(part.clone())?;
        let role = self.roles.iter().any(|role| overlap(&role.words, part));
        let all = words.iter().all(|word| word.is_capital() || is_name_particle(&word.plain));
        let opens = words.first().is_some_and(|first| first.is_capital() && !is_opener(&first.plain));
        (all && opens && !role && words.len() > 1).then(|| self.written(part.clone()))
    }

    /// The text of a stretch, as written but for a possessive ending; articles that are no words of their own stay: "Jabbar
    /// al-Saadoun".
    pub fn written(&self, range: Range<usize>) -> String {
        let Some(words) = self.words.get(range) else { return String::new() };
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
        let text = self.text.get(first.at.start..last.at.start + last.text.len()).unwrap_or("");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The fact's name, or the phrase's when it tells more of a person known by surname alone.
    pub fn fuller_name(&self, fact: &Fact, found: &Range<usize>) -> String {
        if words(&fact.name).len() > 1 {
            return fact.name.clone();
        }
        let mut start = found.start;
        while start > 0 && self.words[start - 1].is_capital() && self.words[start].mark.is_none_or(|mark| mark != ',') {
            let before = start - 1;
            let other = self.roles.iter().map(|role| &role.words).chain(self.names.iter().map(|name| &name.words));
            if is_courtesy(&self.words[before].plain) || other.clone().any(|range| range.contains(&before)) {
                break;
            }
            start = before;
        }
        if start == found.start { fact.name.clone() } else { self.written(start..found.end) }
    }
}

pub(super) fn covers(whole: &Range<usize>, part: &Range<usize>) -> bool {
    whole.start <= part.start && part.end <= whole.end
}

pub(super) fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
