//! A group of reports into an event: what most of them tell, what each side tells otherwise, and who stands behind it.

mod accounts;
mod participants;
mod tolls;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::{Group, Provenances};
use crate::event::{EventPlace, Reason};
use crate::mention::{DateFrom, Precision, Scope};
use crate::ontology::Status;
use crate::record::SizeRecord;
use crate::{Event, Report};

/// The event that a group of reports tells of.
///
/// Its id is made of its first mention's; dates, places and participants are those that most mentions and the most exact of
/// them tell.
pub fn consolidate(reports: &[Report], group: &Group, from: &Provenances) -> Event {
    let members: Vec<&Report> = group.members.iter().map(|member| &reports[*member]).collect();
    let lead = leading(&members);
    let day = day(&members);
    let modes = told_by_most(members.iter().map(|member| &member.modes[..]));
    let strongest = modes.iter().map(|mode| mode.score()).max_by(|a, b| a.abs().total_cmp(&b.abs()));
    let scopes = |member: &&Report| member.scope.iter().copied().collect::<BTreeSet<Scope>>();
    let scope = members.iter().map(scopes).reduce(|a, b| &a & &b).unwrap_or_default();
    let tolls = tolls::tolls(&members);
    let (actors, recipients) = participants::participants(&members);
    let documents: BTreeSet<&Arc<str>> = members.iter().map(|member| &member.doc).collect();
    Event {
        id: format!("event:{}", members[0].id),
        date: day.map(|day| day.date.to_string()),
        enddate: day.and_then(|day| day.end).map(|end| end.to_string()),
        date_precision: day.and_then(|day| day.precision).map(|precision| precision.name().into()),
        date_from: day.and_then(|day| day.from).map(|from| from.name().into()),
        event: vec![lead.class.name().into()],
        mode: modes.iter().map(|mode| mode.name().into()).collect(),
        context: told_by_most(members.iter().map(|member| &member.contexts[..]))
            .iter()
            .map(|context| context.name().into())
            .collect(),
        status: status(&members).name().into(),
        actor: actors,
        recipient: recipients,
        event_loc: place(&members),
        quad_code: lead.class.quad().code(),
        event_scale: strongest.unwrap_or_else(|| lead.class.score()),
        size: size(&tolls),
        numbers: tolls,
        scope: scope.into_iter().map(|scope| scope.name().into()).collect(),
        confidence: members.iter().map(|member| member.confidence).fold(0.0, f32::max),
        text: lead.text.to_string(),
        mentions: members.iter().map(|member| member.id.to_string()).collect(),
        origins: from.independent(documents.iter().map(|doc| &***doc)),
        reprints: documents.iter().filter_map(|doc| from.reprint(doc)).collect(),
        documents: documents.iter().map(|doc| doc.to_string()).collect(),
        accounts: accounts::accounts(&members),
        story: None,
        reasons: reasons(reports, group),
        corrected: Vec::new(),
    }
}

/// The mention that tells it best: actual, sure, with most participants, early.
fn leading<'r>(members: &[&'r Report]) -> &'r Report {
    let rank = |report: &Report| {
        let happened = matches!(report.status, Status::Actual);
        let parties = (report.actors.len() + report.recipients.len()).min(3);
        (happened, parties, (report.confidence * 10.0) as i32)
    };
    members.iter().copied().reduce(|best, next| if rank(next) > rank(best) { next } else { best }).unwrap_or(members[0])
}

/// What more than a third of the lists that are not empty have, sorted.
fn told_by_most<'l, T: Copy + Ord + 'l>(lists: impl Iterator<Item = &'l [T]>) -> Vec<T> {
    let (mut counts, mut all) = (BTreeMap::new(), 0);
    for list in lists.filter(|list| !list.is_empty()) {
        all += 1;
        for one in list {
            *counts.entry(*one).or_insert(0) += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| 3 * count > all).map(|(one, _)| one).collect()
}

/// Happened, when one side says so; planned or only possible when nobody says more.
fn status(members: &[&Report]) -> Status {
    let has = |status| members.iter().any(|member| member.status == status);
    // Told as news once, and as background by most: it is still the event of that day.
    let order = [Status::Actual, Status::Historical, Status::Negated, Status::Future, Status::Hypothetical];
    order.into_iter().find(|status| has(*status)).unwrap_or_default()
}

#[derive(Clone, Copy)]
struct Day {
    date: Date,
    end: Option<Date>,
    precision: Option<Precision>,
    from: Option<DateFrom>,
}

/// The most exact day that the mentions tell; of equally exact ones the commonest, then the earliest.
fn day(members: &[&Report]) -> Option<Day> {
    let rank = |report: &Report| match (report.date_from, report.precision) {
        (Some(DateFrom::Publication), _) => 1,
        (_, Some(Precision::Day)) => 0,
        (_, Some(Precision::Week | Precision::Range)) => 2,
        (_, Some(Precision::Month)) => 3,
        _ => 4,
    };
    let dated = || members.iter().filter(|report| report.date.is_some());
    let best = dated().map(|report| rank(report)).min()?;
    let mut counts: BTreeMap<(Date, Option<Date>), (usize, &Report)> = BTreeMap::new();
    for report in dated().filter(|report| rank(report) == best) {
        let Some(date) = report.date else { continue };
        counts.entry((date, report.end)).or_insert((0, report)).0 += 1;
    }
    // The day of publication lags behind: the earliest of them is the nearest.
    let most = if best == 1 { 0 } else { counts.values().map(|(count, _)| *count).max()? };
    let ((date, end), (_, report)) = counts.into_iter().find(|(_, (count, _))| *count >= most)?;
    Some(Day { date, end, precision: report.precision, from: report.date_from })
}

/// The most exact place that a mention tells; of equally exact ones the commonest.
fn place(members: &[&Report]) -> Option<Arc<EventPlace>> {
    let mut counts = BTreeMap::new();
    for place in members.iter().filter_map(|member| member.place.as_ref()) {
        counts.entry((place.geonameid, &place.extracted_place)).or_insert((0, place)).0 += 1;
    }
    let best = counts.values().max_by(|a, b| {
        let rank = |(count, place): &(usize, &Arc<EventPlace>)| (place.geonameid.is_some(), place.resolution, *count);
        rank(a).cmp(&rank(b))
    });
    best.map(|(_, place)| Arc::clone(place))
}

/// People harmed: the least that anybody says.
fn size(tolls: &[crate::event::Toll]) -> Option<SizeRecord> {
    let least = |kind: &str| tolls.iter().find(|toll| toll.kind == kind).and_then(|toll| toll.least.or(toll.most));
    let size = SizeRecord { dead: least("dead"), injured: least("injured"), arrested: least("arrested") };
    (size != SizeRecord::default()).then_some(size)
}

fn reasons(reports: &[Report], group: &Group) -> Vec<Reason> {
    let tied = group.members.iter().zip(&group.ties).filter_map(|(member, tie)| Some((member, tie.as_ref()?)));
    tied.map(|(member, tie)| Reason {
        mention: reports[*member].id.to_string(),
        with: Some(reports[tie.with].id.to_string()),
        score: tie.score,
        because: tie.because.clone(),
    })
    .collect()
}
