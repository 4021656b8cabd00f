//! `whodid diff`: what is other in the second of two stores.

use std::io::Write;

use anyhow::{Result, bail};
use serde_json::Value;
use whodid_store::{Difference, How, Store, diff};

use crate::args::{DiffArgs, Format};
use crate::output::{destination, format};

/// Differences out; with `--exit-code` not clean when there are any.
pub fn run(args: &DiffArgs) -> Result<bool> {
    let format = format(args.format, args.output.as_deref())?;
    if !matches!(format, Format::Table | Format::Jsonl) {
        bail!("differences are written as a table or as JSON lines");
    }
    let (one, other) = (Store::read(&args.one)?, Store::read(&args.other)?);
    let mut out = destination(args.output.as_deref())?;
    let mut counts = [0usize; 3];
    diff::<anyhow::Error>(&one, &other, |difference| {
        counts[difference.how as usize] += 1;
        match format {
            Format::Jsonl => {
                serde_json::to_writer(&mut out, &difference)?;
                Ok(out.write_all(b"\n")?)
            }
            _ => Ok(lines(&difference, &mut out)?),
        }
    })?;
    let [first, second, changed] = counts;
    if format == Format::Table {
        writeln!(
            out,
            "{first} only in {}, {second} only in {}, {changed} changed",
            args.one.display(),
            args.other.display()
        )?;
    }
    out.flush()?;
    Ok(!args.exit_code || first + second + changed == 0)
}

fn lines(difference: &Difference, out: &mut dyn Write) -> std::io::Result<()> {
    let sign = match difference.how {
        How::OnlyFirst => '-',
        How::OnlySecond => '+',
        How::Changed => '~',
    };
    writeln!(out, "{sign} {} {}", difference.what, difference.id)?;
    for (field, [one, other]) in &difference.fields {
        writeln!(out, "    {field}: {} -> {}", short(one), short(other))?;
    }
    Ok(())
}

/// A value on one line, cut where it would be longer than the eye takes in.
fn short(value: &Value) -> String {
    const MOST: usize = 160;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text,
    }
}
