//! `whodid code`, `whodid annotate` and `whodid explain`: documents in, what was found out.

use std::io::Write;

use anyhow::Result;
use whodid::Document;
use whodid::resources::Resources;
use whodid::write::annotation;

use crate::args::{CodeArgs, InputArgs};
use crate::commands::explain;
use crate::output::{Sink, destination, format};
use crate::work::code_all;
use crate::{input, progress};

/// Mentions out.
pub fn code(args: &CodeArgs, resources: &Resources) -> Result<bool> {
    let format = format(args.format, args.input.output.as_deref())?;
    let mut out = destination(args.input.output.as_deref())?;
    let mut sink = Sink::new(&mut out, format, args.all_scopes)?;
    let clean = each(&args.input, resources, |document| sink.write(&document))?;
    sink.finish()?;
    Ok(clean)
}

/// Every layer out.
pub fn annotate(args: &InputArgs, resources: &Resources) -> Result<bool> {
    let mut out = destination(args.output.as_deref())?;
    let clean = each(args, resources, |document| {
        serde_json::to_writer(&mut out, &annotation(&document))?;
        Ok(out.write_all(b"\n")?)
    })?;
    out.flush()?;
    Ok(clean)
}

/// Each sentence with what was coded and why.
pub fn explain(args: &InputArgs, resources: &Resources) -> Result<bool> {
    let mut out = destination(args.output.as_deref())?;
    let floor = resources.model.thresholds().trigger;
    let clean = each(args, resources, |document| Ok(explain::write(&document, floor, &mut out)?))?;
    out.flush()?;
    Ok(clean)
}

/// Codes every input; `false` when some could not be read, each of which has been named.
fn each(args: &InputArgs, resources: &Resources, mut sink: impl FnMut(Document) -> Result<()>) -> Result<bool> {
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from);
    let bar = progress::documents(args.quiet);
    let documents = input::documents(&args.inputs).inspect(|document| {
        if let (true, Ok(document)) = (args.verbose, document) {
            bar.suspend(|| eprintln!("whodid: read {}", document.id));
        }
    });
    let outcome = code_all(
        documents,
        resources,
        jobs,
        |document| {
            bar.inc(1);
            sink(document)
        },
        |failure| bar.suspend(|| eprintln!("whodid: {failure}")),
    )?;
    bar.finish_and_clear();
    if outcome.failed > 0 && !args.quiet {
        eprintln!("whodid: {} coded, {} could not be read", outcome.done, outcome.failed);
    }
    Ok(outcome.failed == 0)
}
