//! `whodid query`: events or mentions of a store.

use std::io::Write;

use anyhow::{Result, bail};
use whodid::mention::Scope;
use whodid::ontology::{Class, Context, Mode, Sector, Status};
use whodid::write::Rows;
use whodid_store::{Filter, Scopes, Sort, Store};

use crate::args::{FilterArgs, Order, QueryArgs};
use crate::events::EventSink;
use crate::output::{destination, format};

/// What the filters find.
pub fn query(args: &QueryArgs) -> Result<bool> {
    let format = format(args.format, args.output.as_deref())?;
    let filter = filter(&args.filter, Scopes::Unflagged)?;
    let store = Store::read(&args.store)?;
    let mut out = destination(args.output.as_deref())?;
    if args.count {
        let count = if args.filter.mentions { store.count_mentions(&filter)? } else { store.count_events(&filter)? };
        writeln!(out, "{count}")?;
        out.flush()?;
        return Ok(true);
    }
    let sort = match args.sort {
        Order::Date => Sort::Date,
        Order::Latest => Sort::Latest,
        Order::Origins => Sort::Origins,
        Order::Mentions => Sort::Mentions,
        Order::Confidence => Sort::Confidence,
        Order::Scale => Sort::Scale,
    };
    let rows = if args.filter.mentions { Rows::StoredMentions } else { Rows::Events };
    let mut sink = EventSink::new(&mut out, format, rows)?;
    if args.filter.mentions {
        store.mentions::<anyhow::Error>(&filter, sort, args.limit, |mention| sink.mention(&mention))?;
    } else {
        store.events::<anyhow::Error>(&filter, sort, args.limit, |event| sink.event(&event))?;
    }
    sink.finish("nothing in the store answers to this")?;
    Ok(true)
}

/// The filter of the flags, its names checked; `scopes` where none are asked for.
pub fn filter(args: &FilterArgs, scopes: Scopes) -> Result<Filter> {
    for class in &args.class {
        Class::named(class)?;
    }
    for context in &args.context {
        Context::named(context)?;
    }
    for status in &args.status {
        Status::named(status)?;
    }
    for sector in &args.sector {
        Sector::named(&sector.to_uppercase())?;
    }
    for mode in &args.mode {
        if !Mode::all().any(|known| known.name() == mode) {
            bail!("no mode is called `{mode}`; `whodid codebook CLASS` lists those of a class");
        }
    }
    let scopes = match args.scope.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => scopes,
        ["any"] => Scopes::Any,
        ["none"] => Scopes::Unflagged,
        _ => {
            for scope in &args.scope {
                Scope::named(scope)?;
            }
            Scopes::Flagged(args.scope.clone())
        }
    };
    if let (Some(from), Some(to)) = (&args.from, &args.to)
        && from > to
    {
        bail!("the period ends on {to}, before it begins on {from}");
    }
    if args.text.as_deref().is_some_and(|text| !text.contains(char::is_alphanumeric)) {
        bail!("--text has no word in it");
    }
    Ok(Filter {
        between: args.between.clone(),
        actors: args.actor.clone(),
        recipients: args.recipient.clone(),
        participants: args.participant.clone(),
        sectors: args.sector.clone(),
        classes: args.class.clone(),
        quads: args.quad.clone(),
        modes: args.mode.clone(),
        contexts: args.context.clone(),
        statuses: args.status.clone(),
        places: args.place.clone(),
        within: args.within,
        located: args.located,
        reviewed: None,
        from: args.from.clone(),
        to: args.to.clone(),
        min_origins: args.min_origins,
        min_confidence: args.min_confidence,
        scopes,
        outlets: args.outlet.clone(),
        text: args.text.clone(),
        stories: args.story.clone(),
        events: Vec::new(),
        documents: args.document.clone(),
        dropped: args.dropped,
    })
}
