//! What is asked for, as a condition of SQL.

use rusqlite::types::Value;

use crate::columns::Noun;
use crate::filter::{Filter, Located, Scopes};

/// A condition of SQL on the rows of `here`, and the values of its marks.
pub(crate) struct Condition {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Filter {
    /// The condition on rows of `events` or `mentions`: what takes part and what is labelled is looked up as lists.
    pub(crate) fn condition(&self, noun: Noun) -> Condition {
        self.build(noun, Way::Lists)
    }

    pub(crate) fn build(&self, noun: Noun, way: Way) -> Condition {
        let mut all = Builder { noun, way, parts: Vec::new() };
        self.ask(&mut all);
        let (parts, values): (Vec<String>, Vec<Vec<Value>>) = all.parts.into_iter().unzip();
        let sql = if parts.is_empty() { "1".to_string() } else { parts.join(" AND ") };
        Condition { sql, values: values.into_iter().flatten().collect() }
    }

    /// Questions that each give numbers of events, where nothing but what stands in tables beside the events is asked for: what the filter
    /// finds is found by all of them.
    pub(crate) fn lists(&self) -> Option<Vec<Condition>> {
        let mut all = Builder { noun: Noun::Event, way: Way::Lists, parts: Vec::new() };
        self.ask(&mut all);
        let list = |(sql, values): (String, Vec<Value>)| {
            let sql = sql.strip_prefix(LISTED)?.strip_suffix(')')?.to_string();
            Some(Condition { sql, values })
        };
        all.parts.into_iter().map(list).collect()
    }

    /// What it asks of participants, modes and contexts, and the rest of it.
    pub(crate) fn split(&self) -> (Filter, Filter) {
        let mut rest = self.clone();
        let beside = Filter {
            // A country and itself has to be counted.
            between: rest.between.take_if(|(one, other)| !one.eq_ignore_ascii_case(other)),
            actors: std::mem::take(&mut rest.actors),
            recipients: std::mem::take(&mut rest.recipients),
            participants: std::mem::take(&mut rest.participants),
            sectors: std::mem::take(&mut rest.sectors),
            modes: std::mem::take(&mut rest.modes),
            contexts: std::mem::take(&mut rest.contexts),
            ..Filter::default()
        };
        (beside, rest)
    }

    fn ask(&self, all: &mut Builder) {
        if let Some((one, other)) = &self.between {
            for code in [one, other] {
                all.participant(&["code = ?"], vec![Value::Text(code.to_uppercase())]);
            }
            if one.eq_ignore_ascii_case(other) {
                // A country and itself: two of its participants.
                let name = all.noun.name();
                let count =
                    format!("(SELECT count(*) FROM {name}_participants WHERE {name} = here.num AND code = ?) > 1");
                all.add(count, vec![Value::Text(one.to_uppercase())]);
            }
        }
        all.parties(&self.actors, Some("actor"));
        all.parties(&self.recipients, Some("recipient"));
        all.parties(&self.participants, None);
        if !self.sectors.is_empty() {
            let list = self.sectors.iter().map(|sector| sector.to_uppercase());
            let (marks, values) = marks(list);
            all.participant(&[&format!("sector IN ({marks})")], values);
        }
        let (classes, quads) = self.classes_and_quads();
        all.one_of("class", classes.into_iter());
        all.one_of("status", self.statuses.iter().cloned());
        if !quads.is_empty() {
            let list: Vec<String> = quads.iter().map(ToString::to_string).collect();
            all.add(format!("here.quad IN ({})", list.join(", ")), Vec::new());
        }
        all.labels("mode", self.modes.iter().cloned());
        all.labels("context", self.contexts.iter().cloned());
        all.labels("place", self.places.iter().map(|place| place.to_lowercase()));
        self.of_place(all);
        match &self.scopes {
            Scopes::Any => {}
            Scopes::Unflagged => all.add("here.flagged = 0".into(), Vec::new()),
            Scopes::Flagged(names) => all.labels("scope", names.iter().cloned()),
        }
        if let Some(to) = &self.to {
            all.add("here.first_day <= ?".into(), vec![Value::Text(to.clone())]);
        }
        if let Some(from) = &self.from {
            all.add("here.last_day >= ?".into(), vec![Value::Text(from.clone())]);
        }
        if let Some(least) = self.min_confidence {
            all.add("here.confidence >= ?".into(), vec![Value::Real(crate::columns::real(least))]);
        }
        self.of_event(all);
        self.of_mentions(all);
    }

    /// Where on the earth; of events it stands in a table of its own.
    fn of_place(&self, all: &mut Builder) {
        let on_event = |condition: &str, way: Way| match way {
            Way::Lists => format!("here.num IN (SELECT num FROM event_places WHERE {condition})"),
            Way::Checks => {
                format!("(SELECT 1 FROM event_places AS at WHERE at.num = here.num AND {condition}) IS NOT NULL")
            }
        };
        if let Some(within) = &self.within {
            match all.noun {
                Noun::Mention => {
                    let (condition, values) = within.condition("here.");
                    all.add(condition, values);
                }
                Noun::Event => {
                    let (condition, values) = within.condition("");
                    all.add(on_event(&condition, all.way), values);
                }
            }
        }
        let named = "coalesce(here.corrected, here.record) ->> '$.event_loc.resolved_place'";
        let located = match (self.located, all.noun) {
            (None, _) => return,
            (Some(Located::Point), Noun::Event) => on_event("kind = 'point'", all.way),
            (Some(Located::Area), Noun::Event) => on_event("kind <> 'point'", all.way),
            (Some(Located::Unknown), Noun::Event) => "here.num NOT IN (SELECT num FROM event_places)".to_string(),
            (Some(Located::Point), Noun::Mention) => format!("here.lat IS NOT NULL AND {named} IS NOT NULL"),
            (Some(Located::Area), Noun::Mention) => format!("here.lat IS NULL AND {named} IS NOT NULL"),
            (Some(Located::Unknown), Noun::Mention) => format!("{named} IS NULL"),
        };
        all.add(located, Vec::new());
    }

    /// What only events have; of a mention it is asked of its event.
    fn of_event(&self, all: &mut Builder) {
        let noun = all.noun;
        let on_event = |condition: &str| match noun {
            Noun::Event => condition.replace("that.", "here."),
            Noun::Mention => {
                format!("EXISTS (SELECT 1 FROM events AS that WHERE that.num = here.event AND {condition})")
            }
        };
        if let Some(least) = self.min_origins {
            all.add(on_event("that.origins >= ?"), vec![Value::Integer(least as i64)]);
        }
        if !self.stories.is_empty() {
            let (marks, values) = marks(self.stories.iter().cloned());
            all.add(on_event(&format!("that.story IN (SELECT num FROM stories WHERE id IN ({marks}))")), values);
        }
        if let Some(reviewed) = self.reviewed {
            let seen = ["bound", "other_bound"].map(|side| {
                format!(
                    "SELECT seen.event FROM corrections CROSS JOIN mentions AS seen INDEXED BY mentions_and_events
                     ON seen.num = corrections.{side} WHERE seen.event IS NOT NULL"
                )
            });
            let is = if reviewed { "IN" } else { "NOT IN" };
            all.add(on_event(&format!("that.num {is} ({})", seen.join(" UNION ALL "))), Vec::new());
        }
        if !self.events.is_empty() {
            let (marks, values) = marks(self.events.iter().cloned());
            all.add(on_event(&format!("that.id IN ({marks})")), values);
        }
    }

    /// What only mentions have; of an event it is asked of any of its mentions.
    fn of_mentions(&self, all: &mut Builder) {
        let noun = all.noun;
        let on_mention = |condition: &str| match noun {
            Noun::Mention => condition.replace("that.", "here."),
            Noun::Event => format!("here.num IN (SELECT that.event FROM mentions AS that WHERE {condition})"),
        };
        // The index tells the event without reading the record.
        let among_mentions = |condition: &str| match noun {
            Noun::Mention => condition.replace("that.", "here."),
            Noun::Event => format!(
                "here.num IN (SELECT that.event FROM mentions AS that INDEXED BY mentions_and_events WHERE {condition})"
            ),
        };
        if !self.outlets.is_empty() {
            let (marks, values) = marks(self.outlets.iter().cloned());
            let sql = format!("that.document IN (SELECT num FROM documents WHERE publisher IN ({marks}))");
            all.add(on_mention(&sql), values);
        }
        if !self.documents.is_empty() {
            let (marks, values) = marks(self.documents.iter().cloned());
            let sql = format!("that.document IN (SELECT num FROM documents WHERE id IN ({marks}))");
            all.add(on_mention(&sql), values);
        }
        if let Some(asked) = self.text.as_deref().map(full_text).filter(|asked| !asked.is_empty()) {
            let sql = "that.num IN (SELECT rowid FROM passages WHERE passages MATCH ?)";
            all.add(among_mentions(sql), vec![Value::Text(asked)]);
        }
        if noun == Noun::Mention && !self.dropped {
            all.add("here.dropped = 0".into(), Vec::new());
        }
    }
}

/// How rows beside a row are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// All that fit, once, before any row is looked at.
    Lists,
    /// Those of each row that is looked at.
    Checks,
}

/// How a condition begins that a list of numbers decides.
const LISTED: &str = "here.num IN (";

struct Builder {
    noun: Noun,
    way: Way,
    /// Each with the values of its marks.
    parts: Vec<(String, Vec<Value>)>,
}

impl Builder {
    fn add(&mut self, sql: String, values: Vec<Value>) {
        self.parts.push((sql, values));
    }

    fn one_of(&mut self, column: &str, list: impl Iterator<Item = String>) {
        let (marks, values) = marks(list);
        if !values.is_empty() {
            self.add(format!("here.{column} IN ({marks})"), values);
        }
    }

    fn labels(&mut self, kind: &str, list: impl Iterator<Item = String>) {
        let (marks, values) = marks(list);
        if !values.is_empty() {
            let condition = format!("kind = '{kind}' AND label IN ({marks})");
            self.beside("labels", &[condition], values);
        }
    }

    fn participant(&mut self, conditions: &[&str], values: Vec<Value>) {
        self.beside("participants", &[conditions.join(" AND ")], values);
    }

    /// There is a row of the table for which one of the conditions holds. Each is looked up by an index of its own.
    fn beside(&mut self, table: &str, any: &[String], values: Vec<Value>) {
        let name = self.noun.name();
        let from = format!("FROM {name}_{table} WHERE");
        let sql = match self.way {
            Way::Lists => {
                let lists = any.iter().map(|condition| format!("SELECT {name} {from} {condition}"));
                format!("{LISTED}{})", lists.collect::<Vec<_>>().join(" UNION ALL "))
            }
            Way::Checks => {
                let any = any.iter().map(|condition| format!("({condition})")).collect::<Vec<_>>().join(" OR ");
                format!("(SELECT 1 {from} {name} = here.num AND ({any}) LIMIT 1) IS NOT NULL")
            }
        };
        self.add(sql, values);
    }

    /// Participants of a role in any of the forms that one may be asked for in.
    fn parties(&mut self, asked: &[String], role: Option<&str>) {
        if asked.is_empty() {
            return;
        }
        let (mut any, mut values) = (Vec::new(), Vec::new());
        for one in asked {
            let one = one.trim();
            // What a participant is known by: its code, or nothing, and its very name.
            if let Some((code, name)) = one.split_once(':').filter(|(_, name)| !name.is_empty()) {
                any.push("name = ? COLLATE NOCASE AND name = ? COLLATE BINARY AND code IS ?");
                let code = if code.is_empty() { Value::Null } else { Value::Text(code.to_string()) };
                values.extend([Value::Text(name.to_string()), Value::Text(name.to_string()), code]);
            }
            if one.contains('*') {
                // The signs of LIKE stand for themselves, but for our own.
                let pattern = one.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_").replace('*', "%");
                any.push("name LIKE ? ESCAPE '\\'");
                values.push(Value::Text(pattern));
                continue;
            }
            if let Some((code, sector)) = one.split_once(' ').filter(|(code, sector)| is_code(code) && is_code(sector))
            {
                any.push("code = ? AND sector = ?");
                values.extend([code, sector].map(|part| Value::Text(part.to_string())));
            }
            any.extend(["code = ?", "name = ? COLLATE NOCASE", "wikidata = ?"]);
            values.extend([one, one, one].map(|part| Value::Text(part.to_string())));
        }
        let role = role.map(|role| format!(" AND role = '{role}'")).unwrap_or_default();
        let any: Vec<String> = any.into_iter().map(|condition| format!("{condition}{role}")).collect();
        self.beside("participants", &any, values);
    }
}

/// Whether it is written as the code of a country: three capital letters.
pub(crate) fn is_code(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn marks(list: impl Iterator<Item = String>) -> (String, Vec<Value>) {
    let values: Vec<Value> = list.map(Value::Text).collect();
    (vec!["?"; values.len()].join(", "), values)
}

/// What a person types as the search asks for it: every word quoted, so that no sign in it means anything but itself.
fn full_text(asked: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut rest = asked.trim();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(phrase) => phrase.split_once('"').unwrap_or((phrase, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        let quoted = rest.starts_with('"');
        let (stem, ending) = match word.strip_suffix('*').filter(|_| !quoted) {
            Some(stem) => (stem, " *"),
            None => (word, ""),
        };
        let told = stem.chars().any(char::is_alphanumeric);
        match word {
            "OR" if !quoted && out.last().is_some_and(|last| last != "OR") && !after.trim().is_empty() => {
                out.push("OR".into())
            }
            _ if told => out.push(format!("\"{}\"{ending}", stem.replace('"', "\"\""))),
            _ => {}
        }
        rest = after.trim_start();
    }
    // A bare `OR` at the end would be no question.
    while out.last().is_some_and(|last| last == "OR") {
        out.pop();
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_in_a_search_means_anything_but_itself() {
        assert_eq!(full_text("cease-fire talks"), "\"cease-fire\" \"talks\"");
        assert_eq!(full_text("  negotiat* \"prime minister\" "), "\"negotiat\" * \"prime minister\"");
        assert_eq!(full_text("visit OR call"), "\"visit\" OR \"call\"");
        assert_eq!(full_text("OR - NEAR(a, b) OR"), "\"OR\" \"NEAR(a,\" \"b)\" \"OR\"");
        assert_eq!(full_text("\"unclosed phrase"), "\"unclosed phrase\"");
        assert_eq!(full_text("* ( ) \" \""), "");
    }
}
