//! What a form or a program sends to have something corrected.

use hyper::StatusCode;
use whodid_store::Decision;

use crate::problem::Problem;

/// Fields of one form at most.
const MOST: usize = 300;
/// Code points of a reason at most.
const LONGEST: usize = 2000;
/// Code points of everything else at most.
const LONG: usize = 500;
/// Why something is accepted, unless the reader says more.
pub(crate) const READ: &str = "read and found right";

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Fields are set.
    Correct,
    /// It is no event.
    Drop,
    /// It was read and found right.
    Accept,
    /// It is one with another.
    Merge,
    /// A mention is none of its event.
    Split,
    /// Corrections are taken back.
    Undo,
}

impl Act {
    /// All with their names.
    pub const ALL: [(Act, &str); 6] = [
        (Act::Correct, "correct"),
        (Act::Drop, "drop"),
        (Act::Accept, "accept"),
        (Act::Merge, "merge"),
        (Act::Split, "split"),
        (Act::Undo, "undo"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Act::ALL.iter().find(|(act, _)| *act == self).map_or("", |(_, name)| name)
    }
}

/// Names and values as they were sent.
///
/// ```
/// use whodid_serve::queries::{Act, Posted};
/// let posted = Posted::read(b"do=correct&about=event:a%231-2&set.event=COERCE&set.mode=&reason=no+shots&author=M.+K.").unwrap();
/// let decision = posted.decision().unwrap();
/// assert_eq!(posted.act().unwrap(), Act::Correct);
/// assert_eq!((decision.about.as_str(), decision.set.len()), ("event:a#1-2", 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    pairs: Vec<(String, String)>,
}

impl Posted {
    /// Reads the body of a request, in the form that browsers send.
    ///
    /// # Errors
    ///
    /// When it has too many fields or too long ones.
    pub fn read(body: &[u8]) -> Result<Posted, Problem> {
        let mut pairs = Vec::new();
        for (name, value) in form_urlencoded::parse(body) {
            let most = if name == "reason" { LONGEST } else { LONG };
            // Browsers end lines as the network does; and what cannot be seen is nobody's reason.
            let value = value.replace("\r\n", "\n");
            let value: String = value.chars().filter(|one| !one.is_control() || *one == '\n').collect();
            let value = value.trim().to_string();
            if name.chars().count() > 60 || value.chars().count() > most {
                let shown: String = name.chars().take(60).collect();
                return Err(wrong(format!("`{shown}` is too long"), "shorten it"));
            }
            pairs.push((name.into_owned(), value));
            if pairs.len() > MOST {
                return Err(wrong(format!("more than {MOST} fields were sent"), "send fewer, several times"));
            }
        }
        Ok(Posted { pairs })
    }

    /// The value of a field; empty when it was not sent.
    pub fn value(&self, name: &str) -> &str {
        self.pairs.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value)
    }

    /// All values of a field.
    pub fn values<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.pairs.iter().filter(move |(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    /// The same about something, when it does not say itself what it is about.
    #[must_use]
    pub(crate) fn about(mut self, id: &str) -> Posted {
        if self.value("about").is_empty() {
            self.pairs.retain(|(name, _)| name != "about");
            self.pairs.push(("about".into(), id.into()));
        }
        self
    }

    /// What is to be done.
    ///
    /// # Errors
    ///
    /// When it does not say, or there is no such thing to do.
    pub fn act(&self) -> Result<Act, Problem> {
        let asked = self.value("do");
        let known = Act::ALL.iter().find(|(_, name)| *name == asked).map(|(act, _)| *act);
        let names = Act::ALL.map(|(_, name)| name).join(", ");
        known.ok_or_else(|| wrong(format!("nothing is done by `do={asked}`"), format!("there are {names}")))
    }

    /// What was decided, for the store.
    ///
    /// # Errors
    ///
    /// When it says nothing that can be decided.
    pub fn decision(&self) -> Result<Decision, Problem> {
        let own = |name: &str| self.value(name).to_string();
        let mut decision =
            Decision { about: own("about"), reason: own("reason"), author: own("author"), ..Decision::default() };
        match self.act()? {
            Act::Correct => {
                decision.set = self.set()?;
                if decision.set.is_empty() {
                    return Err(wrong("nothing is said to be changed", "fill in at least one field"));
                }
            }
            Act::Drop => decision.drop = true,
            Act::Accept => {
                decision.accept = true;
                if decision.reason.is_empty() {
                    decision.reason = READ.into();
                }
            }
            Act::Merge => {
                decision.merge =
                    Some(self.needed("other", "name the other event by its id or its address").map(named)?);
            }
            Act::Split => decision.split = Some(self.needed("split", "name the passage that is split off")?.into()),
            Act::Undo => return Err(wrong("nothing is decided by `do=undo`", "name the corrections to take back")),
        }
        self.needed("about", "name an event or a mention")?;
        self.needed("author", "say by whom it is corrected")?;
        if decision.reason.is_empty() {
            self.needed("reason", "say why it is corrected")?;
        }
        Ok(decision)
    }

    fn needed(&self, name: &'static str, advice: &str) -> Result<&str, Problem> {
        match self.value(name) {
            "" => Err(Problem { parameter: Some(name), ..wrong(format!("`{name}` is empty"), advice) }),
            value => Ok(value),
        }
    }

    /// Fields to be set, with their values: `set=event=COERCE`, or `set.event=COERCE`, where an empty one stays as it is.
    fn set(&self) -> Result<Vec<(String, String)>, Problem> {
        let mut out = Vec::new();
        for (name, value) in &self.pairs {
            if name == "set" {
                let pair = value.split_once('=').filter(|(field, _)| !field.trim().is_empty());
                let (field, value) =
                    pair.ok_or_else(|| wrong(format!("`{value}` sets nothing"), "write it as event=COERCE"))?;
                out.push((field.trim().to_string(), value.trim().to_string()));
            } else if let Some(field) = name.strip_prefix("set.")
                && !value.is_empty()
            {
                out.push((field.to_string(), value.clone()));
            }
        }
        Ok(out)
    }

    /// Names that stand for all by which somebody is known: `name.actor.1=soldiers`.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = self.pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("name.")?, value.as_str())));
        named.filter(|(_, value)| !value.is_empty())
    }

    /// The same with fields that are set besides.
    #[must_use]
    pub(crate) fn with(mut self, set: impl IntoIterator<Item = (String, String)>) -> Posted {
        self.pairs.extend(set.into_iter().map(|(field, value)| (format!("set.{field}"), value)));
        self
    }
}

/// An id, or the id in the address of a page.
fn named(told: &str) -> String {
    let pages = ["/events/", "/mentions/", "/review/"];
    let Some((_, part)) = pages.iter().find_map(|page| told.split_once(page)) else { return told.to_string() };
    let part = part.split(['?', '#', '/']).next().unwrap_or(part);
    percent_encoding::percent_decode_str(part).decode_utf8().map_or(told.to_string(), |id| id.into_owned())
}

fn wrong(what: impl Into<String>, advice: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_correction", what, advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_page_is_as_good_as_an_id() {
        assert_eq!(named("event:a#1-2"), "event:a#1-2");
        assert_eq!(named("http://localhost:4411/events/event%3Aa%231-2?theme=dark#reports"), "event:a#1-2");
    }

    #[test]
    fn what_says_nothing_is_refused_in_words() {
        let refused = |body: &str| Posted::read(body.as_bytes()).and_then(|posted| posted.decision()).unwrap_err().what;
        assert!(refused("").contains("do="));
        assert!(refused("do=correct&about=x&reason=a&author=b&set.event=").contains("nothing"));
        assert!(refused("do=drop&about=x&reason=a&author=").contains("author"));
        assert!(refused("do=merge&about=x&reason=a&author=b").contains("other"));
        assert!(refused(&format!("do=drop&reason={}", "a".repeat(3000))).contains("too long"));
        assert!(refused(&"a=b&".repeat(400)).contains("fields"));
        let accepted = Posted::read(b"do=accept&about=x&author=b").unwrap().decision().unwrap();
        assert_eq!(accepted.reason, READ);
    }
}
