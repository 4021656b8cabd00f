//! Corrections: those that were made, each with a way back, and the form that makes one.

use maud::{Markup, PreEscaped, html};
use whodid::Event;
use whodid::event::Corrected;
use whodid::mention::Scope;
use whodid::ontology::{Class, Sector};
use whodid::record::MentionRecord;
use whodid_store::{Change, Correction};

use super::words::{address, counted};
use crate::queries::{Act, Ask, Posted, modes, names};
use crate::scene::{Refused, Scene};

/// Participants of one role that the form has room for.
const MOST_PARTIES: usize = 4;

/// What a form is about, and how it stands now.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    /// Id of the event or the mention.
    pub(super) about: String,
    /// Where the form is sent.
    pub(super) action: String,
    /// Mentions that are corrected together.
    pub(super) mentions: usize,
    class: String,
    mode: String,
    context: String,
    status: String,
    scope: String,
    date: String,
    enddate: String,
    place: Option<String>,
    actors: Vec<Party>,
    recipients: Vec<Party>,
}

#[derive(Clone, Debug, Default)]
struct Party {
    name: String,
    code: String,
    sector: String,
}

macro_rules! parties {
    ($list:expr) => {
        $list
            .iter()
            .map(|party| Party {
                name: party.identifier_text.as_ref().unwrap_or(&party.entity_text).clone(),
                code: party.code.clone().unwrap_or_default(),
                sector: party.sector.as_ref().map(ToString::to_string).unwrap_or_default(),
            })
            .collect()
    };
}

macro_rules! subject {
    ($of:expr, $action:expr, $mentions:expr) => {
        Subject {
            about: $of.id.clone(),
            action: $action,
            mentions: $mentions,
            class: $of.event.join(", "),
            mode: $of.mode.join(", "),
            context: $of.context.join(", "),
            status: $of.status.to_string(),
            scope: $of.scope.join(", "),
            date: $of.date.clone().unwrap_or_default(),
            enddate: $of.enddate.clone().unwrap_or_default(),
            place: $of.event_loc.as_ref().map(|place| place.extracted_place.clone()),
            actors: parties!($of.actor),
            recipients: parties!($of.recipient),
        }
    };
}

impl Subject {
    /// An event, and each of its mentions with it.
    pub(super) fn event(event: &Event, action: String) -> Subject {
        subject!(event, action, event.mentions.len())
    }

    /// One mention.
    pub(super) fn mention(record: &MentionRecord, action: String) -> Subject {
        subject!(record, action, 1)
    }
}

/// What may be decided besides fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers<'e> {
    /// Events that it may be one with.
    pub(super) near: &'e [Event],
    /// It is one of several passages of an event, of which it may be none.
    pub(super) split: bool,
}

/// What was sent for this subject and refused, from the large form or the quick one of the queue.
pub(super) fn refused<'s>(scene: &'s Scene, about: &str, quick: bool) -> Option<&'s Refused> {
    let of = |posted: &Posted| posted.value("about") == about && (posted.value("quick") == "yes") == quick;
    scene.refused.as_deref().filter(|refused| of(&refused.posted))
}

/// What is wrong with what was sent. A screen reader reads it first.
pub(super) fn alert(refused: Option<&Refused>) -> Markup {
    html! {
        @if let Some(Refused { problem, .. }) = refused {
            div.refused #refused role="alert" tabindex="-1" autofocus {
                p { strong { (problem.what) } }
                p { "What to do: " (problem.advice) "." }
            }
        }
    }
}

/// The token and what a form is about.
pub(super) fn hidden(scene: &Scene, about: &str) -> Markup {
    let token = scene.marks.as_ref().map_or("", |marks| &marks.token);
    html! {
        input type="hidden" name="token" value=(token);
        input type="hidden" name="about" value=(about);
    }
}

/// Who corrects: as typed before, else as signed last.
pub(super) fn author(scene: &Scene, refused: Option<&Refused>) -> String {
    match refused {
        Some(refused) => refused.posted.value("author").to_string(),
        None => scene.marks.as_ref().map(|marks| marks.author.clone()).unwrap_or_default(),
    }
}

/// Reason and author; the fields' ids begin with `form`.
pub(super) fn signed(scene: &Scene, refused: Option<&Refused>, form: &str, hint: &str) -> Markup {
    let id = |name: &str| format!("{form}-{name}");
    let typed = refused.map_or("", |refused| refused.posted.value("reason"));
    let wrong = |name: &str| refused.is_some_and(|refused| refused.field.as_deref() == Some(name)).then_some("true");
    html! {
        div.pair.signed {
            div.field {
                label for=(id("reason")) { "Why" }
                input id=(id("reason")) name="reason" value=(typed) maxlength="2000" required autocomplete="off" aria-describedby=(id("why")) aria-invalid=[wrong("reason")];
                p.hint id=(id("why")) { (hint) }
            }
            div.field {
                label for=(id("author")) { "By whom" }
                input id=(id("author")) name="author" value=(author(scene, refused)) maxlength="200" required autocomplete="name" aria-describedby=(id("whom")) aria-invalid=[wrong("author")];
                p.hint id=(id("whom")) { "Kept in this browser for the next time" }
            }
        }
    }
}

/// The form of all that can be decided.
pub(super) fn form(scene: &Scene, of: &Subject, offers: &Offers<'_>) -> Markup {
    if scene.marks.is_none() {
        return html! { p.soft { "This server is only for reading; " code { "whodid correct" } " corrects on the machine that has the store." } };
    }
    let refused = refused(scene, &of.about, false);
    html! {
        details.correcting #correct open[refused.is_some()] {
            summary { "Make a correction" }
            (alert(refused))
            form method="post" action=(of.action) {
                (hidden(scene, &of.about))
                (signed(scene, refused, "c", "It stands beside the correction for whoever asks"))
                (fields(of, refused))
                div.decisions {
                    fieldset {
                        legend { "It is no event" }
                        p.hint { @if of.mentions > 1 { "All " (of.mentions) " passages are left out of every event." } @else { "The passage is left out of every event." } }
                        button.quiet type="submit" name="do" value=(Act::Drop.name()) { "Drop it" }
                    }
                    (merging(offers, refused))
                    @if offers.split { (splitting(of)) }
                }
            }
        }
    }
}

fn merging(offers: &Offers<'_>, refused: Option<&Refused>) -> Markup {
    let typed = refused.map_or("", |refused| refused.posted.value("other"));
    let wrong = refused.is_some_and(|refused| refused.field.as_deref() == Some("other")).then_some("true");
    html! {
        fieldset {
            legend { "It is the same happening as another" }
            div.field {
                label for="c-other" { "Id or address of the other event or passage" }
                input #c-other name="other" value=(typed) maxlength="500" autocomplete="off" list="l-other" aria-invalid=[wrong];
                datalist #l-other {
                    @for event in offers.near {
                        option value=(event.id) { (event.event.join(" ")) ", " (event.date.as_deref().unwrap_or("no day")) ": " (event.text) }
                    }
                }
            }
            button.quiet type="submit" name="do" value=(Act::Merge.name()) { "Merge" }
        }
    }
}

fn splitting(of: &Subject) -> Markup {
    html! {
        fieldset {
            legend { "It is none of the passages of this event" }
            p.hint { "It becomes an event of its own, or part of another." }
            input type="hidden" name="split" value=(of.about);
            button.quiet type="submit" name="do" value=(Act::Split.name()) { "Split it off" }
        }
    }
}

/// What is typed into a field.
struct Typing<'s>(Option<&'s Refused>);

impl Typing<'_> {
    fn value(&self, name: &str) -> &str {
        self.0.map_or("", |refused| refused.posted.value(name))
    }

    /// Whether it is the field that was refused.
    fn wrong(&self, name: &str) -> Option<&'static str> {
        let field = self.0.and_then(|refused| refused.field.as_deref());
        let of = |name: &str| name.trim_start_matches("set.").trim_start_matches("name.").to_string();
        field.is_some_and(|field| of(field) == of(name)).then_some("true")
    }

    fn input(&self, name: &str, label: &str, now: &str, hint: &str, known: &[&str]) -> Markup {
        let (id, choices, hints) = (format!("c-{name}"), format!("l-{name}"), format!("h-{name}"));
        html! {
            div.field {
                label for=(id) { (label) }
                input id=(id) name=(name) value=(self.value(name)) maxlength="500" autocomplete="off"
                    list=[(!known.is_empty()).then_some(&choices)] aria-describedby=(hints) aria-invalid=[self.wrong(name)];
                @if !known.is_empty() { datalist id=(choices) { @for one in known { option value=(one) {} } } }
                p.hint id=(hints) { (now_is(now)) @if !hint.is_empty() { "; " (hint) } }
            }
        }
    }

    fn select(&self, name: &str, label: &str, now: &str, options: &[(&str, String)]) -> Markup {
        let id = format!("c-{name}");
        html! {
            div.field {
                label for=(id) { (label) }
                select id=(id) name=(name) aria-invalid=[self.wrong(name)] {
                    option value="" { "as it is: " (if now.is_empty() { "none" } else { now }) }
                    @for (value, shown) in options {
                        option value=(value) selected[self.value(name) == *value] { (shown) }
                    }
                }
            }
        }
    }
}

fn now_is(now: &str) -> Markup {
    html! { "now " @if now.is_empty() { "none" } @else { bdi { (now) } } }
}

fn fields(of: &Subject, refused: Option<&Refused>) -> Markup {
    let typing = Typing(refused);
    let of_class = |class: &Class| (class.name(), format!("{}: {}", class.name(), class.covers()));
    let classes: Vec<(&str, String)> = Class::ALL.iter().map(of_class).collect();
    let plain = |list: Vec<&'static str>| list.into_iter().map(|one| (one, one.to_string())).collect::<Vec<_>>();
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.name()).collect();
    html! {
        fieldset.fields {
            legend { "Change fields" }
            p.hint {
                "What is left empty stays as it is; " code { "none" } " takes a value away."
                @if of.mentions > 1 { " All " (of.mentions) " passages are changed alike; each has a page of its own to change it alone." }
            }
            div.grid {
                (typing.select("set.event", "Class", &of.class, &classes))
                (typing.input("set.mode", "Modes", &of.mode, "parted by commas", &modes()))
                (typing.select("set.status", "Status", &of.status, &plain(names("status"))))
                (typing.input("set.context", "Contexts", &of.context, "parted by commas", &names("context")))
                (typing.input("set.scope", "Flags", &of.scope, "parted by commas", &scopes))
                (typing.input("set.date", "First day", &of.date, "as 2024-05-31", &[]))
                (typing.input("set.enddate", "Last day", &of.enddate, "when it took several", &[]))
                @if let Some(place) = &of.place {
                    div.field {
                        span.label { "Place" }
                        label.choice.plain {
                            input type="checkbox" name="set.place" value="none" checked[typing.value("set.place") == "none"];
                            span.what { "“" bdi { (place) } "” is wrong: take it away" }
                        }
                    }
                }
            }
            (role("actor", "Who", &of.actors, of.mentions, &typing))
            (role("recipient", "To whom", &of.recipients, of.mentions, &typing))
            button type="submit" name="do" value=(Act::Correct.name()) { "Correct these fields" }
        }
    }
}

/// A row of fields for each participant, and one for another. Of several passages only the first: the rest need not be the same in
/// each of them.
fn role(role: &str, title: &str, had: &[Party], mentions: usize, typing: &Typing<'_>) -> Markup {
    let sectors: Vec<(&str, String)> = std::iter::once(("none", "none".to_string()))
        .chain(Sector::all().map(|sector| (sector.code(), format!("{}: {}", sector.code(), sector.covers()))))
        .collect();
    let nobody = Party::default();
    let rows = if mentions > 1 { 1 } else { (had.len() + 1).min(MOST_PARTIES) };
    html! {
        @for at in 0..rows {
            @let party = had.get(at).unwrap_or(&nobody);
            @let path = format!("{role}.{}", at + 1);
            @let of = if had.is_empty() { title.to_string() } else if rows == 1 { format!("{title}, the first") } else if at < had.len() { format!("{title}, {}", at + 1) } else { format!("{title}, one more") };
            fieldset.party {
                legend { (of) }
                div.grid {
                    (typing.input(&format!("name.{path}"), "Name", &party.name, "", &[]))
                    (typing.input(&format!("set.{path}.code"), "Code", &party.code, "such as NGA", &[]))
                    (typing.select(&format!("set.{path}.sector"), "Sector", &party.sector, &sectors))
                }
            }
        }
    }
}

/// Corrections that were made, those of one decision together, each with a way back. `told` has some of them in words.
pub(super) fn made(scene: &Scene, list: &[Correction], told: &[Corrected], about: &str, action: &str) -> Markup {
    let mut groups: Vec<(Markup, &Correction, Vec<String>)> = Vec::new();
    for one in list {
        let words = words(one, told, &scene.ask);
        let same = |group: &&mut (Markup, &Correction, Vec<String>)| {
            group.0.0 == words.0 && group.1.reason == one.reason && group.1.author == one.author
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.2.push(one.key()),
            None => groups.push((words, one, vec![one.key()])),
        }
    }
    html! {
        @if groups.is_empty() { p.soft { "None was made." } }
        ul.made {
            @for (words, one, keys) in &groups {
                li {
                    p {
                        (words)
                        span.soft {
                            @if keys.len() > 1 { " (" (counted(keys.len() as u64, "passage")) ")" }
                            ", because “" bdi { (one.reason) } "”, by " bdi { (one.author) }
                        }
                    }
                    @if scene.marks.is_some() {
                        form method="post" action=(action) {
                            (hidden(scene, about))
                            @for key in keys { input type="hidden" name="undo" value=(key); }
                            button.quiet type="submit" name="do" value=(Act::Undo.name()) { "Take back" span.sr { ": " (words) } }
                        }
                    }
                }
            }
        }
    }
}

/// A correction in words.
fn words(one: &Correction, told: &[Corrected], ask: &Ask) -> Markup {
    let passage = |mention: &str| html! { a href=(address("mentions", mention, ask)) { (mention) } };
    match &one.change {
        Change::Accept => html! { "Accepted as it was coded" },
        Change::Drop => html! { "Dropped: it is no event" },
        Change::Together(other) => {
            html! { "One with another: " (passage(&one.target.mention)) " and " (passage(&other.mention)) }
        }
        Change::Apart(other) => {
            html! { "Not one with another: " (passage(&one.target.mention)) " and " (passage(&other.mention)) }
        }
        Change::Set { field, value } => {
            let head = format!("{field}: ");
            let known = told.iter().find(|known| {
                known.change.starts_with(&head) && known.reason == one.reason && known.author == one.author
            });
            html! { bdi { @match known { Some(known) => (known.change), None => { (head) (value) } } } }
        }
    }
}

/// What the reader has just done, put in when the page is sent.
pub(super) fn just_done(scene: &Scene) -> Markup {
    html! { @if let (Some(marks), None) = (&scene.marks, &scene.refused) { (PreEscaped(&marks.done)) } }
}
