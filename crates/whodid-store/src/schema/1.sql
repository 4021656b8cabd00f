-- Version 1. Numbers named `num` are of this file alone: they depend on the order of writing, and nothing outside may keep them.

-- What documents were coded with.
CREATE TABLE coders(
    hash TEXT PRIMARY KEY,
    program TEXT NOT NULL,
    description TEXT NOT NULL                -- JSON: model, facts and gazetteer with their hashes
) STRICT, WITHOUT ROWID;

CREATE TABLE documents(
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,                      -- of what was read
    coder TEXT NOT NULL REFERENCES coders(hash),
    url TEXT,
    title TEXT,
    publisher TEXT,
    country TEXT,                            -- where the outlet is at home, ISO 3166 alpha-3
    date TEXT,
    lang TEXT,
    credits TEXT NOT NULL,                   -- JSON: kind, name, start, end in code points
    text TEXT NOT NULL,
    sentences TEXT NOT NULL,                 -- JSON: start, end, and what came nearest to an event
    sketch BLOB NOT NULL,                    -- of the text, to know reprints by
    voices TEXT NOT NULL,                    -- JSON: publisher and credits, each outlet by one name for all its spellings
    words INTEGER NOT NULL,
    mentions INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_by_day ON documents(date);
CREATE INDEX documents_by_outlet ON documents(publisher);

-- Two documents can only go back to one text when they share a key.
CREATE TABLE sketch_keys(
    key INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_keys_of ON sketch_keys(document);

CREATE TABLE stories(
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    events INTEGER NOT NULL,
    record TEXT NOT NULL                     -- JSON
) STRICT;

CREATE TABLE events(
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    block TEXT NOT NULL,                     -- events of one block were weighed together
    story INTEGER REFERENCES stories ON DELETE SET NULL,
    record TEXT NOT NULL,                    -- JSON, without the story and corrections
    first_day TEXT,
    last_day TEXT,
    class TEXT NOT NULL,
    quad INTEGER NOT NULL,
    status TEXT NOT NULL,
    scale REAL NOT NULL,
    confidence REAL NOT NULL,
    flagged INTEGER NOT NULL,                -- 1 with a scope such as sport or fiction
    place TEXT,
    country TEXT,
    province TEXT,
    geonameid INTEGER,
    lat REAL,
    lon REAL,
    mentions INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    origins INTEGER NOT NULL
) STRICT;
CREATE INDEX events_by_day ON events(first_day, last_day, class, status);
CREATE INDEX events_in_order ON events(first_day IS NULL, first_day, id);
CREATE INDEX events_from_the_latest ON events(first_day DESC, id);
CREATE INDEX events_by_class ON events(class, first_day);
CREATE INDEX events_by_country ON events(country, first_day);
CREATE INDEX events_by_place ON events(geonameid);
CREATE INDEX events_by_story ON events(story);
CREATE INDEX events_by_block ON events(block);
CREATE INDEX events_by_origins ON events(origins, first_day);
CREATE INDEX events_by_confidence ON events(confidence);

CREATE TABLE mentions(
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    event INTEGER REFERENCES events ON DELETE SET NULL,   -- NULL: still to be linked, or dropped
    dropped INTEGER NOT NULL DEFAULT 0,
    record TEXT NOT NULL,                    -- JSON, as it was coded
    corrected TEXT,                          -- JSON, when corrections change it
    first_day TEXT,
    last_day TEXT,
    class TEXT NOT NULL,
    quad INTEGER NOT NULL,
    status TEXT NOT NULL,
    scale REAL NOT NULL,
    confidence REAL NOT NULL,
    flagged INTEGER NOT NULL,
    place TEXT,
    country TEXT,
    province TEXT,
    geonameid INTEGER,
    lat REAL,
    lon REAL
) STRICT;
CREATE INDEX mentions_by_document ON mentions(document);
CREATE INDEX mentions_by_event ON mentions(event) WHERE event IS NOT NULL;
CREATE INDEX mentions_to_link ON mentions(num) WHERE event IS NULL AND dropped = 0;

CREATE VIEW event_mentions AS
    SELECT events.id AS event, mentions.id AS mention, documents.id AS document
    FROM mentions JOIN events ON events.num = mentions.event JOIN documents ON documents.num = mentions.document;

-- Two mentions can only be one happening when they share a key.
CREATE TABLE mention_keys(
    key INTEGER NOT NULL,
    mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE,
    PRIMARY KEY (key, mention)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_keys_of ON mention_keys(mention);

CREATE TABLE event_participants(
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    role TEXT NOT NULL,                      -- actor or recipient
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    sector TEXT,
    wikidata TEXT,
    PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_participants_by_code ON event_participants(code, sector, role);
CREATE INDEX event_participants_by_name ON event_participants(name COLLATE NOCASE, role);
CREATE INDEX event_participants_by_sector ON event_participants(sector, role);
CREATE INDEX event_participants_by_wikidata ON event_participants(wikidata) WHERE wikidata IS NOT NULL;

CREATE TABLE mention_participants(
    mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    sector TEXT,
    wikidata TEXT,
    PRIMARY KEY (mention, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_participants_by_code ON mention_participants(code, sector, role);
CREATE INDEX mention_participants_by_name ON mention_participants(name COLLATE NOCASE, role);

-- Modes, contexts, scopes; places by every name and code they are looked for by, in small letters.
CREATE TABLE event_labels(
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    PRIMARY KEY (kind, label, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_labels_of ON event_labels(event);

CREATE TABLE mention_labels(
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE,
    PRIMARY KEY (kind, label, mention)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_labels_of ON mention_labels(mention);

-- The passages that mentions were found in, for full-text search.
CREATE VIEW passage_texts AS
    SELECT num, record ->> '$.text' AS text, record ->> '$.cite_info.title' AS title FROM mentions;
CREATE VIRTUAL TABLE passages USING fts5(
    text, title, content = 'passage_texts', content_rowid = 'num',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '3'
);

-- Sums, kept in the transaction that changes what they sum. An unknown day is ''. Each event counts on its first day.
CREATE TABLE daily_events(
    day TEXT NOT NULL,
    class TEXT NOT NULL,
    quad INTEGER NOT NULL,
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (day, class, quad, status, flagged)
) STRICT, WITHOUT ROWID;

-- Events with participants of both countries, whoever acted; `one` comes before `other` in the alphabet.
CREATE TABLE daily_pairs(
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    day TEXT NOT NULL,
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    events INTEGER NOT NULL,
    score INTEGER NOT NULL,                  -- sum of the scores in thousandths: whole numbers add up in any order
    PRIMARY KEY (one, other, day, status, flagged)
) STRICT, WITHOUT ROWID;
CREATE VIEW daily_scores AS
    SELECT one, other, day, status, flagged, events, score / 1000.0 / events AS mean_score FROM daily_pairs;

-- Documents read: what counts of events are to be seen against. What is unknown is ''.
CREATE TABLE coverage(
    day TEXT NOT NULL,
    outlet TEXT NOT NULL,
    country TEXT NOT NULL,
    lang TEXT NOT NULL,
    documents INTEGER NOT NULL,
    PRIMARY KEY (day, outlet, country, lang)
) STRICT, WITHOUT ROWID;

-- What could not be read when its input was last read.
CREATE TABLE failures(
    input TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    advice TEXT NOT NULL,
    PRIMARY KEY (input, place, reason)
) STRICT, WITHOUT ROWID;

-- What was read.
CREATE TABLE inputs(
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    documents INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    PRIMARY KEY (name, hash)
) STRICT, WITHOUT ROWID;

-- When the store was changed: the only place with the time of day, left out when stores are compared.
CREATE TABLE runs(
    num INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    program TEXT NOT NULL,
    command TEXT NOT NULL
) STRICT;

-- What people decided against the machine. A correction outlives the mention that it was made on: `bound` is the mention that
-- it fits now, NULL when none does.
CREATE TABLE corrections(
    num INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    mention TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('set', 'drop', 'together', 'apart')),
    field TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL DEFAULT '',
    other_document TEXT NOT NULL DEFAULT '',
    other TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    class TEXT NOT NULL,
    sentence TEXT NOT NULL,
    other_class TEXT NOT NULL DEFAULT '',
    other_sentence TEXT NOT NULL DEFAULT '',
    bound INTEGER REFERENCES mentions ON DELETE SET NULL,
    other_bound INTEGER REFERENCES mentions ON DELETE SET NULL,
    UNIQUE (mention, change, field, other)
) STRICT;
CREATE INDEX corrections_by_document ON corrections(document);
CREATE INDEX corrections_by_other_document ON corrections(other_document);
CREATE INDEX corrections_by_bound ON corrections(bound);
CREATE INDEX corrections_by_other ON corrections(other_bound);

CREATE TABLE settings(
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
