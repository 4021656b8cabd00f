//! A question, from a query string and back.

use whodid_store::{Cursor, Filter, Located, Nodes, Scopes, Sort};

use super::forms::{By, Format, Stack, Theme};
use super::parameters::{Group, PARAMETERS, Parameter};
use super::values::{day, degrees, listed, pair, read_scopes, unknown};
use super::view::View;
use super::words::names;
use crate::problem::Problem;

/// Values of one list at most.
const MOST: usize = 50;
/// Code points of one value at most.
const LONGEST: usize = 500;
/// Records of one page at most.
const MOST_RECORDS: usize = 1000;
/// Nodes of a network at least and at most.
const NODES: std::ops::RangeInclusive<usize> = 2..=40;

/// What is asked for: a filter, an order, a page of it, and how it is shown.
///
/// ```
/// use whodid_serve::queries::{Ask, Group};
/// let ask = Ask::read("class=coerce&to=&class=ASSAULT,COERCE&between=usa,rus", &[Group::Filter, Group::Period]).unwrap();
/// assert_eq!(ask.query(), "between=RUS%2CUSA&class=ASSAULT&class=COERCE");
/// assert_eq!(Ask::read(&ask.query(), &[Group::Filter]).unwrap(), ask);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Which events. Without `scope` only what is not flagged is asked for.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: Option<usize>,
    /// In which form.
    pub format: Format,
    /// Told by what.
    pub by: Option<By>,
    /// What bars are stacked by.
    pub stack: Stack,
    /// Counts are told for every 1,000 documents published in the same time.
    pub rate: bool,
    /// What a map shows; `None` for the whole earth.
    pub view: Option<View>,
    /// What stands for one in a network.
    pub nodes: Nodes,
    /// How many of the busiest a network shows.
    pub most: Option<usize>,
    /// Light or dark.
    pub theme: Option<Theme>,
}

impl Default for Ask {
    fn default() -> Self {
        Ask {
            filter: Filter { scopes: Scopes::Unflagged, ..Filter::default() },
            sort: Sort::Latest,
            after: None,
            limit: None,
            format: Format::default(),
            by: None,
            stack: Stack::default(),
            rate: false,
            view: None,
            nodes: Nodes::default(),
            most: None,
            theme: None,
        }
    }
}

impl Ask {
    /// Reads a query string; empty values are left out, as a form sends them. Lists of names may be parted by commas.
    ///
    /// # Errors
    ///
    /// When a parameter belongs to none of the groups or cannot have its value.
    pub fn read(query: &str, takes: &[Group]) -> Result<Ask, Problem> {
        let mut ask = Ask::default();
        let mut given: Vec<(&'static Parameter, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let known = PARAMETERS.iter().find(|one| one.name == name && takes.contains(&one.group));
            // The theme is a reader's own affair: it holds on every page.
            let Some(parameter) =
                known.or_else(|| PARAMETERS.iter().find(|one| one.name == "theme" && name == "theme"))
            else {
                return Err(unknown(&name, takes));
            };
            let value = value.trim();
            if value.chars().count() > LONGEST {
                return Err(Problem::of(parameter.name, format!("`{}` is too long", parameter.name), "shorten it"));
            }
            if !value.is_empty() {
                given.push((parameter, value.to_string()));
            }
        }
        let mut scopes: Vec<String> = Vec::new();
        let mut between: Vec<String> = Vec::new();
        for (parameter, value) in &given {
            let same = given.iter().filter(|(other, _)| other == parameter).count();
            if same > 1 && !parameter.many && parameter.name != "between" {
                return Err(Problem::of(
                    parameter.name,
                    format!("`{}` is given more than once", parameter.name),
                    "give it once",
                ));
            }
            if same > MOST {
                let what = format!("`{}` has more than {MOST} values", parameter.name);
                return Err(Problem::of(parameter.name, what, "name fewer, or ask several times"));
            }
            match parameter.name {
                "scope" => scopes.extend(listed(parameter, value)?),
                "between" => between.extend(value.split(',').map(|code| code.trim().to_uppercase())),
                _ => ask.take(parameter, value)?,
            }
        }
        ask.filter.scopes = read_scopes(scopes)?;
        ask.filter.between = pair(between)?;
        ask.settle()?;
        Ok(ask)
    }

    fn take(&mut self, parameter: &'static Parameter, value: &str) -> Result<(), Problem> {
        let name = parameter.name;
        let wrong = |advice: &str| Problem::of(name, format!("`{name}` cannot be `{value}`"), advice);
        let filter = &mut self.filter;
        let own = || value.to_string();
        match name {
            "text" if !value.contains(char::is_alphanumeric) => {
                return Err(Problem::of("text", "the search has no word in it", "search for a word or a \"phrase\""));
            }
            "text" => filter.text = Some(own()),
            "from" => filter.from = Some(day(name, value)?),
            "to" => filter.to = Some(day(name, value)?),
            "actor" => filter.actors.push(own()),
            "recipient" => filter.recipients.push(own()),
            "participant" => filter.participants.push(own()),
            "place" => filter.places.push(own()),
            "outlet" => filter.outlets.push(own()),
            "story" => filter.stories.push(own()),
            "document" => filter.documents.push(own()),
            "id" => filter.events.push(own()),
            "sector" => filter.sectors.extend(listed(parameter, value)?),
            "class" => filter.classes.extend(listed(parameter, value)?),
            "mode" => filter.modes.extend(listed(parameter, value)?),
            "context" => filter.contexts.extend(listed(parameter, value)?),
            "status" => filter.statuses.extend(listed(parameter, value)?),
            "quad" => {
                let quads = listed(parameter, value)?;
                filter.quads.extend(quads.iter().filter_map(|quad| quad.parse::<u8>().ok()));
            }
            "within" => filter.within = Some(degrees(value)?),
            "located" => {
                filter.located = Some(Located::named(value).ok_or_else(|| wrong("there are point, area and unknown"))?);
            }
            "stack" => self.stack = Stack::named(value).ok_or_else(|| wrong("there are quad and class"))?,
            "counts" if value == "raw" || value == "rate" => self.rate = value == "rate",
            "counts" => return Err(wrong("there are raw and rate")),
            "view" => self.view = View::read(value)?,
            "min_origins" => {
                let least = value.parse::<u32>().map_err(|_| wrong("write a whole number, such as 2"))?;
                filter.min_origins = Some(usize::try_from(least).unwrap_or(usize::MAX)).filter(|least| *least > 1);
            }
            "min_confidence" => {
                let least = value.parse::<f32>().ok().filter(|least| (0.0..=1.0).contains(least));
                let least = least.ok_or_else(|| wrong("write a number from 0 to 1, such as 0.8"))?;
                filter.min_confidence = Some((least * 1000.0).round() / 1000.0).filter(|least| *least > 0.0);
            }
            "sort" => {
                let known = Sort::named(value);
                self.sort = known.ok_or_else(|| wrong(&format!("there are {}", names("sort").join(", "))))?;
            }
            "limit" => {
                let limit = value.parse::<usize>().ok().filter(|limit| (1..=MOST_RECORDS).contains(limit));
                self.limit = Some(limit.ok_or_else(|| wrong(&format!("write a number from 1 to {MOST_RECORDS}")))?);
            }
            "after" => self.after = Some(value.parse().map_err(|_| Problem::cursor())?),
            "format" => {
                let format = Format::ALL.into_iter().find(|format| format.name() == value);
                self.format = format.ok_or_else(|| wrong(&format!("there are {}", names("format").join(", "))))?;
            }
            "by" => {
                let by = By::named(value);
                self.by = Some(by.ok_or_else(|| wrong("there are day, week, month, outlet, country and lang"))?);
            }
            "nodes" => self.nodes = Nodes::named(value).ok_or_else(|| wrong("there are country and participant"))?,
            "most" => {
                let most = value.parse::<usize>().ok().filter(|most| NODES.contains(most));
                self.most = Some(most.ok_or_else(|| wrong("write a number from 2 to 40"))?);
            }
            "theme" => {
                let theme = [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == value);
                self.theme = Some(theme.ok_or_else(|| wrong("there are light and dark"))?);
            }
            _ => return Err(wrong("leave it out")),
        }
        Ok(())
    }

    /// Brings lists into one order, and looks at what must fit together.
    fn settle(&mut self) -> Result<(), Problem> {
        let filter = &mut self.filter;
        for list in [
            &mut filter.actors,
            &mut filter.recipients,
            &mut filter.participants,
            &mut filter.sectors,
            &mut filter.classes,
            &mut filter.modes,
            &mut filter.contexts,
            &mut filter.statuses,
            &mut filter.places,
            &mut filter.outlets,
            &mut filter.stories,
            &mut filter.documents,
            &mut filter.events,
        ] {
            list.sort_unstable();
            list.dedup();
        }
        // The store takes a quad beside classes for its classes: written out, both ways of asking have one address.
        (filter.classes, filter.quads) = filter.classes_and_quads();
        if let (Some(from), Some(to)) = (&filter.from, &filter.to)
            && from > to
        {
            let what = format!("the period ends on {to}, before it begins on {from}");
            return Err(Problem::of("to", what, "change one of the two days"));
        }
        match &self.after {
            Some(after) if after.sort() != self.sort => Err(Problem::cursor()),
            _ => Ok(()),
        }
    }

    /// Names and values, in the order of [`PARAMETERS`]; what is as it is without being named is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let filter = &self.filter;
        let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
        let mut out = Vec::new();
        for Parameter { name, .. } in &PARAMETERS {
            let values: Vec<String> = match *name {
                "text" => one(&filter.text),
                "from" => one(&filter.from),
                "to" => one(&filter.to),
                "between" => filter.between.iter().map(|(one, other)| format!("{one},{other}")).collect(),
                "actor" => filter.actors.clone(),
                "recipient" => filter.recipients.clone(),
                "participant" => filter.participants.clone(),
                "sector" => filter.sectors.clone(),
                "class" => filter.classes.clone(),
                "quad" => filter.quads.iter().map(ToString::to_string).collect(),
                "mode" => filter.modes.clone(),
                "context" => filter.contexts.clone(),
                "status" => filter.statuses.clone(),
                "scope" => match &filter.scopes {
                    Scopes::Any => vec!["any".into()],
                    Scopes::Unflagged => Vec::new(),
                    Scopes::Flagged(flags) => flags.clone(),
                },
                "place" => filter.places.clone(),
                "within" => {
                    let sides = filter.within.iter();
                    sides.map(|at| format!("{},{},{},{}", at.west, at.south, at.east, at.north)).collect()
                }
                "located" => filter.located.iter().map(|how| how.name().to_string()).collect(),
                "min_origins" => filter.min_origins.iter().map(ToString::to_string).collect(),
                "min_confidence" => filter.min_confidence.iter().map(ToString::to_string).collect(),
                "outlet" => filter.outlets.clone(),
                "story" => filter.stories.clone(),
                "document" => filter.documents.clone(),
                "id" => filter.events.clone(),
                "by" => self.by.iter().map(|by| by.name().to_string()).collect(),
                "stack" if self.stack != Stack::default() => vec![self.stack.name().into()],
                "counts" if self.rate => vec!["rate".into()],
                "view" => self.view.iter().map(ToString::to_string).collect(),
                "nodes" if self.nodes != Nodes::default() => vec![self.nodes.name().into()],
                "most" => self.most.iter().map(ToString::to_string).collect(),
                "sort" if self.sort != Sort::Latest => vec![self.sort.name().into()],
                "limit" => self.limit.iter().map(ToString::to_string).collect(),
                "after" => self.after.iter().map(ToString::to_string).collect(),
                "format" if self.format != Format::Json => vec![self.format.name().into()],
                "theme" => self.theme.iter().map(|theme| theme.name().to_string()).collect(),
                _ => Vec::new(),
            };
            out.extend(values.into_iter().map(|value| (*name, value)));
        }
        out
    }

    /// The query string in its one form, without a question mark.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }

    /// The address of a path with this question.
    pub fn link(&self, path: &str) -> String {
        let query = self.query();
        if query.is_empty() { path.to_string() } else { format!("{path}?{query}") }
    }

    /// The same with a change, from the first page.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Ask)) -> Ask {
        let mut other = Ask { after: None, ..self.clone() };
        change(&mut other);
        other
    }

    /// Another question with nothing of this one but the theme.
    #[must_use]
    pub fn other(&self) -> Ask {
        Ask { theme: self.theme, ..Ask::default() }
    }

    /// The same events, and nothing of how they are shown but the theme.
    #[must_use]
    pub fn same_events(&self) -> Ask {
        Ask { filter: self.filter.clone(), ..self.other() }
    }

    /// The same within other days.
    #[must_use]
    pub fn within_days(&self, from: Option<String>, to: Option<String>) -> Ask {
        self.with(|ask| (ask.filter.from, ask.filter.to) = (from, to))
    }

    /// The same without one value of a parameter.
    #[must_use]
    pub fn without(&self, name: &str, value: &str) -> Ask {
        let kept = self.pairs().into_iter().filter(|(one, had)| !(*one == name && had == value) && *one != "after");
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
        let all = [
            Group::Filter,
            Group::Period,
            Group::Sort,
            Group::Page,
            Group::Limit,
            Group::Format,
            Group::By,
            Group::Chart,
            Group::View,
            Group::Network,
            Group::Theme,
        ];
        // What was read once is read again.
        Ask::read(&query, &all).unwrap_or_else(|_| self.other())
    }
}
