//! A group of reports into an event.

use super::{Group, Provenances};
use crate::{Event, Report};

/// The event that a group of reports tells of.
pub fn consolidate(reports: &[Report], group: &Group, _from: &Provenances) -> Event {
    let lead = &reports[group.members[0]];
    Event {
        id: format!("event:{}", lead.id),
        date: lead.date.map(|day| day.to_string()),
        event: vec![lead.class.name().into()],
        status: lead.status.name().into(),
        actor: lead.actors.clone(),
        recipient: lead.recipients.clone(),
        mentions: group.members.iter().map(|member| reports[*member].id.to_string()).collect(),
        documents: vec![lead.doc.to_string()],
        origins: 1,
        ..Event::default()
    }
}
