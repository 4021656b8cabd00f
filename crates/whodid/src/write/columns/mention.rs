//! The columns of a mention.

use super::{
    CODE, CONTEXT, CORRECTED, Column, DATE, DATE_FROM, DATE_PRECISION, END, ENDDATE, EVENT, EXTRACTED, Kind, MODE,
    QUAD, RESOLVED, SCALE, SECTOR, SIZE, START, STATUS, known, maybe,
};

/// What a mention has, as `code` writes it.
pub(super) const COLUMNS: [Column; 29] = [
    known("id", Kind::Text, "Stable: made of the document's id and the trigger's span."),
    known("doc", Kind::Text, "Id of the document."),
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
    known("according_to", Kind::Records(SOURCE), "Who says so, outermost last; empty for the outlet's own voice."),
    maybe("event_loc", Kind::Record(&PLACE), "Where."),
    known("trigger", Kind::Record(STRETCH), "The words that tell of it."),
    known("retold", Kind::Records(STRETCH), "The same happening told again in this document."),
    known("event_text", Kind::Texts, "The triggers' texts."),
    QUAD,
    SCALE,
    maybe("size", Kind::Record(SIZE), "People killed, injured and arrested, where the text tells numbers."),
    known("numbers", Kind::Records(NUMBER), "Every number that belongs to the mention."),
    known("scope", Kind::Texts, "sport, court, opinion, anniversary, fiction."),
    known("confidence", Kind::Record(CONFIDENCE), "How sure the coder is of each field, 0 to 1."),
    known("text", Kind::Text, "The sentence."),
    known("text_info", Kind::Record(SENTENCE), "Where the sentence stands."),
    known("cite_info", Kind::Record(CITED), "Where the document was published."),
    maybe("link", Kind::Text, "Address of the document."),
    known("coder", Kind::Text, "The program."),
    maybe("coded_date", Kind::Day, "Always null, so that the same input gives the same bytes on any day."),
];

/// What a mention out of a store has besides.
pub(super) const STORED: [Column; 3] = [
    maybe("in_event", Kind::Text, "Id of its event; null for one that was dropped or is not linked yet."),
    known("dropped", Kind::Flag, "Whether a correction says that it is no event at all."),
    CORRECTED,
];

const PARTY: &[Column] = &[
    known("entity_text", Kind::Text, "The words of the text, the antecedent's when the text has a description."),
    START,
    END,
    maybe("said_as", Kind::Text, "The participant's own words, where they differ from `entity_text`."),
    CODE,
    SECTOR,
    known("other_sectors", Kind::Texts, "Further sectors."),
    maybe("identifier_text", Kind::Text, "Full name."),
    maybe("identifier_id", Kind::Text, "Wikidata id."),
    maybe("office", Kind::Text, "Office held on the document's day."),
    maybe("reason", Kind::Text, "What decided who it is, in words."),
    known("candidates", Kind::Records(CANDIDATE), "Whom the words may mean, the likeliest first."),
    maybe("religion", Kind::Text, "Not told by this version."),
    maybe("ethnicity", Kind::Text, "Not told by this version."),
    maybe("gender", Kind::Text, "Not told by this version."),
    maybe("age", Kind::Int, "Not told by this version."),
];

const CANDIDATE: &[Column] = &[
    known("identifier_text", Kind::Text, "Full name."),
    maybe("identifier_id", Kind::Text, "Wikidata id."),
    CODE,
    SECTOR,
    maybe("office", Kind::Text, "Office."),
    maybe("from", Kind::Day, "First day in the office."),
    maybe("to", Kind::Day, "Last day in the office."),
    maybe("score", Kind::Int, "How well it fits; null when it cannot be meant here."),
];

const SOURCE: &[Column] = &[
    known("entity_text", Kind::Text, "The speaker."),
    CODE,
    SECTOR,
    START,
    END,
    maybe("cue", Kind::Text, "The words that say so."),
    maybe("channel", Kind::Text, "Where it was said."),
    maybe("kind", Kind::Text, "official, party, media, witness, expert or unnamed."),
];

const PLACE: [Column; 16] = {
    let mut all = [EXTRACTED; 16];
    all[1] = START;
    all[2] = END;
    let mut at = 0;
    while at < RESOLVED.len() {
        all[at + 3] = RESOLVED[at];
        at += 1;
    }
    all
};

const STRETCH: &[Column] = &[START, END, known("text", Kind::Text, "What stands there.")];

const NUMBER: &[Column] = &[
    known("kind", Kind::Text, "What it counts."),
    known("text", Kind::Text, "As the text has it."),
    maybe("value", Kind::Long, "The number said, when it is one."),
    maybe("least", Kind::Long, "The least it may be; null when it is open below."),
    maybe("most", Kind::Long, "The most it may be; null when it is open above."),
    known("about", Kind::Flag, "Said to be rough."),
    maybe("currency", Kind::Text, "ISO 4217 code of a sum."),
    maybe("according_to", Kind::Record(STRETCH), "Who gives it; null for the outlet's own voice."),
    START,
    END,
];

const CONFIDENCE: &[Column] = &[
    known("event", Kind::Real, "Of the class."),
    maybe("actor", Kind::Real, "Of the actors; null where there are none."),
    maybe("recipient", Kind::Real, "Of the recipients; null where there are none."),
    maybe("place", Kind::Real, "Of the place; null where there is none."),
    maybe("date", Kind::Real, "Of the date; null where there is none."),
];

const SENTENCE: &[Column] = &[known("sequence", Kind::Int, "Number of the sentence, from 0."), START, END];

const CITED: &[Column] = &[
    maybe("url", Kind::Text, "Address."),
    maybe("title", Kind::Text, "Headline."),
    maybe("language", Kind::Text, "ISO 639-1."),
    maybe("publication", Kind::Text, "Outlet."),
    maybe("date", Kind::Day, "Day of publication."),
    maybe("license", Kind::Text, "Licence of the text, which the program does not know."),
    maybe("copyright", Kind::Text, "Holder of rights, whom the program does not know."),
    known("coder", Kind::Text, "The program."),
    known("codebook", Kind::Text, "The codebook."),
    known("version", Kind::Text, "The program's version."),
];
