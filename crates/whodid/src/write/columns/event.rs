//! The columns of an event.

use super::{
    CODE, CONTEXT, CORRECTED, Column, DATE, DATE_FROM, DATE_PRECISION, ENDDATE, EVENT, EXTRACTED, Kind, MODE, QUAD,
    RESOLVED, SCALE, SECTOR, SIZE, STATUS, known, maybe,
};

/// What an event has.
pub(super) const COLUMNS: [Column; 27] = [
    known("id", Kind::Text, "Stable as long as its earliest mention is: made of that mention's id."),
    DATE,
    ENDDATE,
    DATE_PRECISION,
    DATE_FROM,
    EVENT,
    MODE,
    CONTEXT,
    STATUS,
    known("actor", Kind::Records(PARTY), "Who did it."),
    known("recipient", Kind::Records(PARTY), "To whom."),
    maybe("event_loc", Kind::Record(&PLACE), "Where: the most exact place that a mention tells."),
    QUAD,
    SCALE,
    maybe("size", Kind::Record(SIZE), "People killed, injured and arrested: the least that anybody says."),
    known("numbers", Kind::Records(TOLL), "What was counted, as a range over the mentions, with who says what."),
    known("scope", Kind::Texts, "sport, court, opinion, anniversary, fiction: only flags that every mention has."),
    known("confidence", Kind::Real, "How sure the coder is that it happened as coded, 0 to 1."),
    known("text", Kind::Text, "The sentence of its leading mention."),
    known("mentions", Kind::Texts, "Ids of its mentions, the earliest first."),
    known("documents", Kind::Texts, "Ids of the documents they stand in."),
    known("origins", Kind::Int, "How many independent origins stand behind those documents."),
    known("reprints", Kind::Records(REPRINT), "The documents among them that reprint another."),
    known("accounts", Kind::Records(ACCOUNT), "What each side says, when there is more than one."),
    maybe("story", Kind::Text, "Id of the story it belongs to."),
    known("reasons", Kind::Records(REASON), "Why each mention was joined."),
    CORRECTED,
];

const PARTY: &[Column] = &[
    known("entity_text", Kind::Text, "The words of the mention that names it best."),
    CODE,
    SECTOR,
    known("other_sectors", Kind::Texts, "Further sectors."),
    maybe("identifier_text", Kind::Text, "Full name."),
    maybe("identifier_id", Kind::Text, "Wikidata id."),
    maybe("office", Kind::Text, "Office held on the day."),
];

const PLACE: [Column; 14] = {
    let mut all = [EXTRACTED; 14];
    let mut at = 0;
    while at < RESOLVED.len() {
        all[at + 1] = RESOLVED[at];
        at += 1;
    }
    all
};

const TOLL: &[Column] = &[
    known("kind", Kind::Text, "dead, injured, arrested, displaced, crowd, money or other."),
    maybe("least", Kind::Long, "The least that anybody says."),
    maybe("most", Kind::Long, "The most that anybody says."),
    maybe("currency", Kind::Text, "ISO 4217 code of a sum."),
    known("told", Kind::Records(TOLD), "Each different number."),
];

const TOLD: &[Column] = &[
    maybe("least", Kind::Long, "The least it may be."),
    maybe("most", Kind::Long, "The most it may be."),
    maybe("according_to", Kind::Text, "Who says so; null for the outlet's own voice."),
    known("mentions", Kind::Texts, "The mentions that say so."),
];

const REPRINT: &[Column] = &[
    known("doc", Kind::Text, "Its id."),
    known("of", Kind::Text, "Id of the document it reprints."),
    known("because", Kind::Text, "How that is known, in words."),
];

const ACCOUNT: &[Column] = &[
    known("according_to", Kind::Records(VOICE), "Who says so, outermost last; empty for outlets in their own voice."),
    known("mentions", Kind::Texts, "The mentions that give it."),
    known("text", Kind::Text, "The sentence of the first of them."),
    known("differs", Kind::Texts, "Where it departs from the others, in words."),
];

const VOICE: &[Column] = &[
    known("entity_text", Kind::Text, "The speaker."),
    CODE,
    SECTOR,
    maybe("channel", Kind::Text, "Where it was said."),
    maybe("kind", Kind::Text, "official, party, media, witness, expert or unnamed."),
];

const REASON: &[Column] = &[
    known("mention", Kind::Text, "The mention."),
    maybe("with", Kind::Text, "The mention of the event that it matches best; none for the first."),
    known("score", Kind::Real, "How likely the two are the same happening, 0 to 1."),
    known("because", Kind::Texts, "What speaks for it and against it."),
];
