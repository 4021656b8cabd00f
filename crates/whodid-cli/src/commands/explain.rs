//! What was coded in each sentence and why, or why nothing was.

use std::io::{Result, Write};

use whodid::{Document, Mention, Participant, Quantity, Span};

/// Writes a document sentence by sentence: its mentions with probabilities and runner-up, or what came nearest to one.
pub fn write(document: &Document, floor: f32, out: &mut dyn Write) -> Result<()> {
    let text = &document.text;
    writeln!(out, "{}", document.id)?;
    let known = [
        ("title", document.title.clone()),
        ("date", document.date.map(|date| date.to_string())),
        ("publisher", document.publisher.clone()),
        ("dateline", document.dateline_place.map(|span| span.of(text).to_string())),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            writeln!(out, "  {name}: {value}")?;
        }
    }
    for credit in &document.origin {
        writeln!(out, "  {} credit: {}", credit.kind.name(), credit.name)?;
    }
    for (number, sentence) in document.layers.sentences.iter().enumerate() {
        writeln!(out, "\n{:>3}  {}", number + 1, flat(text, sentence.span))?;
        for told in
            document.layers.attributions.iter().filter(|told| told.content.iter().any(|c| sentence.span.contains(*c)))
        {
            let list = |spans: &[Span]| spans.iter().map(|span| flat(text, *span)).collect::<Vec<_>>().join(" … ");
            let source = if told.source.is_empty() { "somebody".to_string() } else { list(&told.source) };
            writeln!(out, "     says: {source} [{}] {}", list(&told.cue), list(&told.content))?;
        }
        let mentions: Vec<&Mention> = document
            .layers
            .mentions
            .iter()
            .filter(|mention| {
                mention.sentence == number || mention.retold.iter().any(|span| sentence.span.contains(*span))
            })
            .collect();
        for mention in &mentions {
            explain_mention(document, mention, number, out)?;
        }
        if mentions.is_empty() {
            writeln!(out, "     no event: {}", why_not(document, number, floor))?;
        }
    }
    writeln!(out)
}

fn why_not(document: &Document, number: usize, floor: f32) -> String {
    match document.layers.sentences[number].nearest {
        None => "the encoder found no word to read".to_string(),
        Some(near) if near.probability > floor => {
            format!(
                "`{}` looks like {}, but is part of a mention above",
                near.word.of(&document.text),
                near.class.name()
            )
        }
        Some(near) => format!(
            "nearest is `{}` as {}, with a probability of {:.2}; a mention needs {floor:.2}",
            near.word.of(&document.text),
            near.class.name(),
            near.probability
        ),
    }
}

fn explain_mention(document: &Document, mention: &Mention, number: usize, out: &mut dyn Write) -> Result<()> {
    let text = &document.text;
    if mention.sentence != number {
        return writeln!(
            out,
            "     {} told again: folded into sentence {}, same class, same parties, another account",
            mention.class.name(),
            mention.sentence + 1
        );
    }
    let modes: Vec<String> = mention.modes.iter().map(|mode| mode.name().to_string()).collect();
    let dot = if modes.is_empty() { String::new() } else { format!(".{}", modes.join(".")) };
    writeln!(
        out,
        "     {}{dot} ({:.2}{}) on `{}`, {}",
        mention.class.name(),
        mention.confidence.event,
        mention.runner_up.map(|(class, p)| format!("; next {} {p:.2}", class.name())).unwrap_or_default(),
        flat(text, mention.trigger),
        mention.status.name()
    )?;
    for (role, parties, sure) in [
        ("actor", &mention.actors, mention.confidence.actor),
        ("recipient", &mention.recipients, mention.confidence.recipient),
    ] {
        for party in parties {
            writeln!(out, "       {role} ({sure:.2}): {}", described(text, party))?;
            explain_party(party, out)?;
        }
    }
    for source in &mention.according_to {
        let channel = source.channel.map(|span| format!(", {}", flat(text, span))).unwrap_or_default();
        writeln!(out, "       according to: {}{channel}", described(text, &source.party))?;
    }
    if let Some(place) = mention.place {
        writeln!(out, "       place ({:.2}): {}", mention.confidence.place, flat(text, place))?;
    }
    if let Some(when) = mention.when {
        let words = mention.time.map(|span| format!(" `{}`", flat(text, span))).unwrap_or_default();
        writeln!(out, "       date: {} ({}, {}{words})", when.date, when.precision.name(), when.from.name())?;
    }
    for count in &mention.numbers {
        let worth = count.quantity.map(|quantity| format!(" = {}", worth(&quantity))).unwrap_or_default();
        let giver = count.given_by.map(|span| format!(", given by {}", flat(text, span))).unwrap_or_default();
        writeln!(out, "       {}: {}{worth}{giver}", count.kind.name(), flat(text, count.span))?;
    }
    if !mention.contexts.is_empty() {
        let names: Vec<&str> = mention.contexts.iter().map(|context| context.name()).collect();
        writeln!(out, "       contexts: {}", names.join(", "))?;
    }
    Ok(())
}

/// Why a participant is who it is, and who else it may have been.
fn explain_party(party: &Participant, out: &mut dyn Write) -> Result<()> {
    if !party.reason.is_empty() {
        writeln!(out, "         because: {}", party.reason)?;
    }
    let others: Vec<String> = party
        .candidates
        .iter()
        .filter(|one| party.candidates.len() > 1 && Some(&one.name) != party.name.as_ref())
        .map(|one| {
            let from = one.from.map(|day| format!(" from {day}")).unwrap_or_default();
            let to = one.to.map(|day| format!(" to {day}")).unwrap_or_default();
            format!("{} {}{from}{to}", one.name, one.country.as_deref().unwrap_or("?"))
        })
        .collect();
    if !others.is_empty() {
        writeln!(out, "         rather than: {}", others.join("; "))?;
    }
    Ok(())
}

/// `12`, `12 or more`, `24 to 99`, `about 200`, `50000000 USD`.
fn worth(quantity: &Quantity) -> String {
    let about = if quantity.about { "about " } else { "" };
    let range = match (quantity.least, quantity.most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or more"),
        (None, Some(most)) => format!("at most {most}"),
        (None, None) => "?".to_owned(),
    };
    let currency = quantity.currency.map(|code| format!(" {code}")).unwrap_or_default();
    format!("{about}{range}{currency}")
}

fn described(text: &str, party: &Participant) -> String {
    let mut line = flat(text, party.span);
    if let Some(antecedent) = party.antecedent {
        line.push_str(&format!(" = {}", flat(text, antecedent)));
    }
    if let Some(name) = &party.name {
        line.push_str(&format!(", {name}"));
    }
    let sector = party.sectors.first().map(|sector| sector.code());
    let codes: Vec<&str> = [party.country.as_deref(), sector].into_iter().flatten().collect();
    if !codes.is_empty() {
        line.push_str(&format!(" ({})", codes.join(" ")));
    }
    line
}

/// The text under a span on one line.
fn flat(text: &str, span: Span) -> String {
    span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
