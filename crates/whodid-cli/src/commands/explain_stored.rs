//! `whodid explain ID --store`: why an event, mention, document or story of a store is what it is.

use std::io::{Result as Written, Write};
use std::path::Path;

use anyhow::{Result, bail};
use whodid::Story;
use whodid::event::{Corrected, Event, Voice};
use whodid::record::{AccordingTo, MentionRecord};
use whodid_store::{Filter, Item, Sort, Store, StoredDocument, StoredMention};

use crate::args::ExplainArgs;
use crate::events;
use crate::output::{destination, named};

/// Explains each id; fails at the first that names nothing.
pub fn explain(args: &ExplainArgs, path: &Path) -> Result<bool> {
    if args.input.inputs == ["-"] {
        bail!("name the id of an event, a mention, a document or a story; `whodid query` lists them");
    }
    let store = Store::read(path)?;
    let mut out = destination(args.input.output.as_deref())?;
    for id in &args.input.inputs {
        match store.find(id)? {
            Some(Item::Event(told)) => event(&store, &told, &mut out)?,
            Some(Item::Mention(told)) => mention(&store, &told, &mut out)?,
            Some(Item::Document(told)) => document(&store, &told, &mut out)?,
            Some(Item::Story(told)) => story(&told, &mut out)?,
            None => bail!("the store has no event, mention, document or story `{id}`; `whodid query` lists their ids"),
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(true)
}

fn line(out: &mut dyn Write, name: &str, value: &str) -> Written<()> {
    if value.is_empty() { Ok(()) } else { writeln!(out, "  {name:<13} {}", value.replace('\n', "; ")) }
}

fn event(store: &Store, event: &Event, out: &mut dyn Write) -> Result<()> {
    let what = event.event.iter().chain(&event.mode).map(ToString::to_string).collect::<Vec<_>>().join(" ");
    writeln!(out, "{}  {what}  {}", event.id, event.status)?;
    let days = [event.date.as_deref(), event.enddate.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" to ");
    let precision = event.date_precision.as_deref().map(|known| format!(" ({known})")).unwrap_or_default();
    line(out, "when", &format!("{days}{precision}"))?;
    line(out, "actor", &events::parties(&event.actor))?;
    line(out, "recipient", &events::parties(&event.recipient))?;
    let place = event.event_loc.as_ref().map(|at| {
        let names =
            [at.resolved_place.as_ref().or(Some(&at.extracted_place)), at.province.as_ref(), at.country.as_ref()];
        names.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    });
    line(out, "where", &place.unwrap_or_default())?;
    line(out, "contexts", &event.context.join(", "))?;
    for toll in &event.numbers {
        let said = toll.told.iter().map(|told| {
            let by = told.according_to.as_deref().unwrap_or("the outlet");
            format!("{} ({by})", range(told.least, told.most))
        });
        line(out, &toll.kind, &format!("{}: {}", range(toll.least, toll.most), said.collect::<Vec<_>>().join(", ")))?;
    }
    line(out, "sure", &format!("{:.2}", event.confidence))?;
    line(
        out,
        "told by",
        &format!(
            "{} mentions in {} documents of {} origins",
            event.mentions.len(),
            event.documents.len(),
            event.origins
        ),
    )?;
    line(out, "story", event.story.as_deref().unwrap_or(""))?;
    corrected(&event.corrected, out)?;
    let told_by = |id: &String| event.reasons.iter().find(|reason| reason.mention == *id);
    for id in &event.mentions {
        let Some(stored) = store.mention(id)? else { continue };
        let record = &stored.record;
        writeln!(out, "\n  {id}")?;
        let outlet = [record.cite_info.publication.as_deref(), record.cite_info.date.as_deref()];
        line(out, "published", &outlet.into_iter().flatten().collect::<Vec<_>>().join(", "))?;
        line(out, "according to", &voices(&record.according_to))?;
        line(out, "passage", &flat(&record.text))?;
        if let Some(reason) = told_by(id) {
            let with =
                reason.with.as_deref().map(|with| format!("like {with} ({:.2}): ", reason.score)).unwrap_or_default();
            line(out, "joined", &format!("{with}{}", reason.because.join(", ")))?;
        }
    }
    for reprint in &event.reprints {
        writeln!(out, "\n  {} reprints {}: {}", reprint.doc, reprint.of, reprint.because)?;
    }
    if event.accounts.len() > 1 {
        for account in &event.accounts {
            let by = account.according_to.iter().map(voice).collect::<Vec<_>>().join(", according to ");
            writeln!(out, "\n  account of {}", if by.is_empty() { "outlets in their own voice" } else { &by })?;
            line(out, "passage", &flat(&account.text))?;
            line(out, "differs", &account.differs.join(", "))?;
        }
    }
    Ok(())
}

fn mention(store: &Store, mention: &StoredMention, out: &mut dyn Write) -> Result<()> {
    let record = &mention.record;
    let dropped = if mention.dropped { "  DROPPED" } else { "" };
    writeln!(out, "{}  {}  {}{dropped}", record.id, class(record), record.status)?;
    let precision = [record.date_precision.as_deref(), record.date_from.as_deref()];
    let precision = precision.into_iter().flatten().collect::<Vec<_>>().join(", ");
    line(out, "when", &record.date.as_ref().map(|date| format!("{date} ({precision})")).unwrap_or_default())?;
    for (role, parties) in [("actor", &record.actor), ("recipient", &record.recipient)] {
        for party in parties {
            let name = party.identifier_text.as_deref().unwrap_or(&party.entity_text);
            let why = party.reason.as_ref().map(|reason| format!("  because: {reason}")).unwrap_or_default();
            line(out, role, &format!("{}{why}", named(name, party.code.as_deref(), party.sector.as_deref())))?;
        }
    }
    if let Some(at) = &record.event_loc {
        let id = at.geonameid.map(|id| format!(" (GeoNames {id})")).unwrap_or_default();
        line(out, "where", &format!("{}{id}", at.resolved_place.as_ref().unwrap_or(&at.extracted_place)))?;
    }
    line(out, "contexts", &record.context.join(", "))?;
    line(out, "words", &record.event_text.join(" / "))?;
    line(out, "according to", &voices(&record.according_to))?;
    line(out, "sure", &format!("{:.2}", record.confidence.event))?;
    line(out, "document", &record.doc)?;
    line(out, "event", mention.in_event.as_deref().unwrap_or(if mention.dropped { "" } else { "not linked yet" }))?;
    line(out, "passage", &flat(&record.text))?;
    corrected(&mention.corrected, out)?;
    if !mention.corrected.is_empty()
        && let Some(machine) = store.machine_record(&record.id)?
    {
        line(out, "the machine", &format!("{}  {}", class(&machine), machine.status))?;
    }
    Ok(())
}

fn document(store: &Store, document: &StoredDocument, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "{}", document.id)?;
    let known = [
        ("title", &document.title),
        ("date", &document.date),
        ("publisher", &document.publisher),
        ("at home in", &document.country),
        ("language", &document.lang),
        ("address", &document.url),
    ];
    for (name, value) in known {
        line(out, name, value.as_deref().unwrap_or(""))?;
    }
    let mut mentions: Vec<StoredMention> = Vec::new();
    let filter = Filter { documents: vec![document.id.clone()], dropped: true, ..Filter::default() };
    store.mentions::<anyhow::Error>(&filter, Sort::Date, None, |mention| {
        mentions.push(mention);
        Ok(())
    })?;
    mentions.sort_by_key(|mention| mention.record.trigger.start);
    let letters: Vec<char> = document.text.chars().collect();
    let at = |value: &serde_json::Value| value.as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
    let stretch = |of: &serde_json::Value| -> String {
        letters.get(at(&of["start"])..at(&of["end"])).map(|letters| letters.iter().collect()).unwrap_or_default()
    };
    for (number, sentence) in document.sentences.as_array().into_iter().flatten().enumerate() {
        writeln!(out, "\n{:>3}  {}", number + 1, flat(&stretch(sentence)))?;
        let mut told = false;
        for mention in mentions.iter().filter(|mention| mention.record.text_info.sequence == number) {
            told = true;
            let event = mention.in_event.as_deref().unwrap_or("dropped");
            writeln!(
                out,
                "     {}  {}  {}  in {event}",
                mention.record.id,
                class(&mention.record),
                mention.record.status
            )?;
        }
        let near = &sentence["nearest"];
        if !told && near.is_object() {
            writeln!(
                out,
                "     no event: nearest is `{}` as {}, with a probability of {:.2}",
                stretch(near),
                near["class"].as_str().unwrap_or("?"),
                near["probability"].as_f64().unwrap_or(0.0)
            )?;
        }
    }
    Ok(())
}

fn story(story: &Story, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "{}  {}", story.id, story.name)?;
    let days = [story.date.as_deref(), story.enddate.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" to ");
    line(out, "when", &days)?;
    for event in &story.events {
        let why = story.reasons.iter().find(|reason| reason.mention == *event);
        let because = why.map(|reason| format!("  because: {}", reason.because.join(", "))).unwrap_or_default();
        line(out, "event", &format!("{event}{because}"))?;
    }
    Ok(())
}

fn corrected(list: &[Corrected], out: &mut dyn Write) -> Written<()> {
    list.iter()
        .try_for_each(|one| line(out, "corrected", &format!("{} ({}, by {})", one.change, one.reason, one.author)))
}

fn class(record: &MentionRecord) -> String {
    record.event.iter().chain(&record.mode).map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn voices(list: &[AccordingTo]) -> String {
    let told = |one: &AccordingTo| named(&one.entity_text, one.code.as_deref(), one.sector.as_deref());
    list.iter().map(told).collect::<Vec<_>>().join(", according to ")
}

fn voice(one: &Voice) -> String {
    named(&one.entity_text, one.code.as_deref(), one.sector.as_deref())
}

fn range(least: Option<u64>, most: Option<u64>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("at least {least}"),
        (None, Some(most)) => format!("at most {most}"),
        (None, None) => "some".to_string(),
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
