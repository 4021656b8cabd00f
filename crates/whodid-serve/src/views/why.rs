//! Why a passage was coded as it was: what each field comes from, and how sure the coder is of it.

use maud::{Markup, html};
use whodid::ontology::Class;
use whodid::record::{MentionRecord, PartyRecord};

use super::words::{day, named, percent};

/// What was read, from what, and how surely: a row for each field.
pub(super) fn why(record: &MentionRecord) -> Markup {
    html! {
        table.why {
            thead { tr { th scope="col" { "Field" } th scope="col" { "Read as" } th scope="col" { "From" } th.figure scope="col" { "Sure" } } }
            tbody {
                tr {
                    th scope="row" { "What" }
                    td { (record.event.join(", ")) @if !record.mode.is_empty() { ", " (record.mode.join(", ")) } }
                    td {
                        "“" bdi { (record.trigger.text) } "”"
                        @for one in &record.retold { ", “" bdi { (one.text) } "”" }
                        @if let Some(class) = record.event.first().and_then(|class| Class::named(class).ok()) {
                            span.soft { ". " (class.name()) ": " (class.covers()) }
                        }
                    }
                    td.figure { (percent(record.confidence.event)) }
                }
                (parties("Who", &record.actor, record.confidence.actor))
                (parties("To whom", &record.recipient, record.confidence.recipient))
                tr {
                    th scope="row" { "When" }
                    td { @match &record.date { Some(date) => { (day(date)) @if let Some(last) = &record.enddate { " – " (day(last)) } }, None => span.unknown { "unknown" } } }
                    td { (dated(record)) }
                    td.figure { (sure(record.confidence.date)) }
                }
                tr {
                    th scope="row" { "Where" }
                    @match &record.event_loc {
                        Some(place) => {
                            td {
                                @match &place.resolved_place { Some(name) => bdi { (name) }, None => span.unknown { "not in the gazetteer" } }
                                @if let Some(code) = &place.country_code { " " span.codes { (code) } }
                            }
                            td { "“" bdi { (place.extracted_place) } "”" }
                        },
                        None => { td { span.unknown { "not told" } } td {} }
                    }
                    td.figure { (sure(record.confidence.place)) }
                }
                tr { th scope="row" { "Status" } td { (record.status) @for scope in &record.scope { ", " (scope) } } td {} td {} }
            }
        }
    }
}

fn sure(confidence: Option<f32>) -> String {
    confidence.map(percent).unwrap_or_default()
}

fn dated(record: &MentionRecord) -> &'static str {
    match record.date_from.as_deref() {
        Some("explicit") => "the text names it",
        Some("relative") => "reckoned from the text and its day of publication",
        Some("publication") => "the day of publication: the text tells no other",
        _ => "",
    }
}

fn parties(role: &str, list: &[PartyRecord], confidence: Option<f32>) -> Markup {
    html! {
        @if list.is_empty() {
            tr { th scope="row" { (role) } td { span.unknown { "not told" } } td {} td.figure { (sure(confidence)) } }
        }
        @for party in list {
            tr {
                th scope="row" { (role) }
                td { (named(party.identifier_text.as_deref().unwrap_or(&party.entity_text), party.code.as_deref(), party.sector.as_deref())) }
                td {
                    "“" bdi { (party.said_as.as_deref().unwrap_or(&party.entity_text)) } "”"
                    @if let Some(reason) = &party.reason { span.soft { ", " bdi { (reason) } } }
                    @if !party.candidates.is_empty() {
                        span.soft {
                            "; may also mean "
                            @for (at, one) in party.candidates.iter().take(3).enumerate() { @if at > 0 { ", " } bdi { (one.identifier_text) } }
                        }
                    }
                }
                td.figure { (sure(confidence)) }
            }
        }
    }
}
