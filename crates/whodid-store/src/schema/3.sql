-- Version 3. Where events are, beside what they are counted by: a row of `events` holds its record, and a map of a million of
-- them would read them all. Events of unknown place have no row.
CREATE TABLE event_places(
    num INTEGER PRIMARY KEY REFERENCES events ON DELETE CASCADE,   -- of the event
    kind TEXT NOT NULL,                      -- point; country; area: anything else that is no point
    name TEXT NOT NULL,
    country TEXT,
    geonameid INTEGER,
    lat REAL,
    lon REAL,
    west REAL,                               -- what an area spans, where that is known
    south REAL,
    east REAL,
    north REAL,
    first_day TEXT,
    last_day TEXT,
    class TEXT NOT NULL,
    quad INTEGER NOT NULL,
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    confidence REAL NOT NULL,
    origins INTEGER NOT NULL
) STRICT;
INSERT INTO event_places
    SELECT num,
           CASE WHEN lat IS NOT NULL AND lon IS NOT NULL THEN 'point'
                WHEN record ->> '$.event_loc.resolution' = 1 AND country IS NOT NULL THEN 'country'
                ELSE 'area' END,
           record ->> '$.event_loc.resolved_place', country, geonameid,
           CASE WHEN lon IS NOT NULL THEN lat END, CASE WHEN lat IS NOT NULL THEN lon END,
           record ->> '$.event_loc.extent[0]', record ->> '$.event_loc.extent[1]',
           record ->> '$.event_loc.extent[2]', record ->> '$.event_loc.extent[3]',
           first_day, last_day, class, quad, status, flagged, confidence, origins
    FROM events WHERE record ->> '$.event_loc.resolved_place' IS NOT NULL ORDER BY num;
-- What is counted at a place, one after another.
CREATE INDEX event_places_by_place ON event_places(
    geonameid, kind, name, country, quad, class, status, flagged, first_day, last_day, confidence, origins
);
CREATE INDEX event_places_by_point ON event_places(lat, lon) WHERE lat IS NOT NULL;

---- Participants: who takes part, and who acts on whom -------------------------------------------------------------------------

-- Everybody who takes part in an event, once each, with sums that are kept in the transaction that changes what they sum.
CREATE TABLE participants(
    num INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,                -- a Wikidata id where it is known, else code and name: `SDN:Rapid Support Forces`
    wikidata TEXT,
    events INTEGER NOT NULL,                 -- it takes part in
    acts INTEGER NOT NULL,                   -- of these, it acts
    receives INTEGER NOT NULL,               -- of these, it is acted on
    met INTEGER NOT NULL,                    -- of these, somebody acts on somebody
    flagged INTEGER NOT NULL,                -- the same, of what is flagged as sport, fiction and the like
    flagged_acts INTEGER NOT NULL,
    flagged_receives INTEGER NOT NULL,
    flagged_met INTEGER NOT NULL
) STRICT;

-- The names, codes and sectors that it has in events; what is unknown is ''.
CREATE TABLE participant_forms(
    participant INTEGER NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    sector TEXT NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (participant, name, code, sector)
) STRICT, WITHOUT ROWID;

-- Participants of events with who they are, the words of the text where they are not the name, and the office.
CREATE TABLE event_parties(
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    role TEXT NOT NULL,                      -- actor or recipient
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    sector TEXT,
    wikidata TEXT,
    participant INTEGER NOT NULL,
    met INTEGER NOT NULL,                    -- 1: the event has actors and recipients
    words TEXT,
    office TEXT,
    PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;

INSERT INTO participants(key, wikidata, events, acts, receives, met, flagged, flagged_acts, flagged_receives, flagged_met)
    WITH told AS (
        SELECT coalesce(nullif(wikidata, ''), coalesce(code, '') || ':' || name) AS key, max(nullif(wikidata, '')) AS wikidata, event,
               max(role = 'actor') AS acts, max(role = 'recipient') AS receives,
               max(EXISTS (SELECT 1 FROM event_participants AS other WHERE other.event = one.event AND other.role <> one.role)) AS met
        FROM event_participants AS one GROUP BY 1, event
    )
    SELECT key, max(wikidata), count(*), sum(acts), sum(receives), sum(met), sum(flagged), sum(acts * flagged),
           sum(receives * flagged), sum(met * flagged)
    FROM told JOIN events INDEXED BY events_counted ON num = event GROUP BY key ORDER BY key;
CREATE INDEX participants_by_events ON participants(events DESC, key);
CREATE INDEX participants_by_met ON participants(met DESC, key);

INSERT INTO event_parties
    SELECT told.event, told.role, told.position, told.name, told.code, told.sector, told.wikidata, participants.num,
           EXISTS (SELECT 1 FROM event_participants AS other WHERE other.event = told.event AND other.role <> told.role),
           nullif(events.record ->> ('$.' || told.role || '[' || told.position || '].entity_text'), told.name),
           events.record ->> ('$.' || told.role || '[' || told.position || '].office')
    FROM event_participants AS told
    JOIN events ON events.num = told.event
    JOIN participants ON participants.key = coalesce(nullif(told.wikidata, ''), coalesce(told.code, '') || ':' || told.name)
    ORDER BY told.event, told.role, told.position;
DROP TABLE event_participants;
ALTER TABLE event_parties RENAME TO event_participants;
CREATE INDEX event_participants_by_code ON event_participants(code, event, role, sector);
CREATE INDEX event_participants_by_name ON event_participants(name COLLATE NOCASE, role);
CREATE INDEX event_participants_by_sector ON event_participants(sector, event, role);
CREATE INDEX event_participants_by_wikidata ON event_participants(wikidata) WHERE wikidata IS NOT NULL;
CREATE INDEX event_participants_by_participant ON event_participants(participant, event, role, met);

INSERT INTO participant_forms
    SELECT participant, name, coalesce(code, ''), coalesce(sector, ''), count(DISTINCT event) FROM event_participants GROUP BY 1, 2, 3, 4;

-- Which country acts on which, once for each event that tells of it.
CREATE TABLE acts(
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    actor TEXT NOT NULL,
    recipient TEXT NOT NULL,
    score INTEGER NOT NULL,                  -- of the event, in thousandths
    PRIMARY KEY (event, actor, recipient)
) STRICT, WITHOUT ROWID;
INSERT INTO acts
    SELECT DISTINCT one.event, one.code, other.code, CAST(round(scale * 1000) AS INTEGER)
    FROM event_participants AS one
    JOIN event_participants AS other ON other.event = one.event AND other.role = 'recipient'
    JOIN events INDEXED BY events_counted ON num = one.event
    WHERE one.role = 'actor' AND one.code IS NOT NULL AND other.code IS NOT NULL;

-- Sums of these over all time.
CREATE TABLE act_sums(
    actor TEXT NOT NULL,
    recipient TEXT NOT NULL,
    class TEXT NOT NULL,
    quad INTEGER NOT NULL,
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    events INTEGER NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (actor, recipient, class, quad, status, flagged)
) STRICT, WITHOUT ROWID;
INSERT INTO act_sums
    SELECT actor, recipient, class, quad, status, flagged, count(*), sum(score)
    FROM acts JOIN events INDEXED BY events_counted ON num = event GROUP BY 1, 2, 3, 4, 5, 6;

-- Events with a mark, as `daily_events` has all of them: a participant of a sector (`COP`) or of a code (`code:USA`), or how the place is
-- known (`point`, `area`, `unknown`).
CREATE TABLE daily_marks(
    mark TEXT NOT NULL,
    day TEXT NOT NULL,
    class TEXT NOT NULL,
    quad INTEGER NOT NULL,
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    events INTEGER NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (mark, day, class, quad, status, flagged)
) STRICT, WITHOUT ROWID;
INSERT INTO daily_marks
    SELECT sector, coalesce(first_day, ''), class, quad, status, flagged, count(*), sum(CAST(round(scale * 1000) AS INTEGER))
    FROM (SELECT DISTINCT sector, event FROM event_participants WHERE sector IS NOT NULL)
    JOIN events INDEXED BY events_counted ON num = event GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO daily_marks
    SELECT 'code:' || code, coalesce(first_day, ''), class, quad, status, flagged, count(*), sum(CAST(round(scale * 1000) AS INTEGER))
    FROM (SELECT DISTINCT code, event FROM event_participants WHERE code IS NOT NULL)
    JOIN events INDEXED BY events_counted ON num = event GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO daily_marks
    SELECT CASE WHEN kind IS NULL THEN 'unknown' WHEN kind = 'point' THEN 'point' ELSE 'area' END, coalesce(here.first_day, ''),
           here.class, here.quad, here.status, here.flagged, count(*), sum(CAST(round(scale * 1000) AS INTEGER))
    FROM events AS here INDEXED BY events_counted LEFT JOIN event_places ON event_places.num = here.num GROUP BY 1, 2, 3, 4, 5, 6;

-- Pairs of countries by class too.
DROP VIEW daily_scores;
DROP TABLE daily_pairs;
CREATE TABLE daily_pairs(
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    day TEXT NOT NULL,
    class TEXT NOT NULL,
    quad INTEGER NOT NULL,
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    events INTEGER NOT NULL,
    score INTEGER NOT NULL,                  -- sum of the scores in thousandths: whole numbers add up in any order
    PRIMARY KEY (one, other, day, class, quad, status, flagged)
) STRICT, WITHOUT ROWID;
INSERT INTO daily_pairs
    SELECT one.code, other.code, coalesce(first_day, ''), class, quad, status, flagged, count(*),
           sum(CAST(round(scale * 1000) AS INTEGER))
    FROM (SELECT DISTINCT code, event FROM event_participants WHERE code IS NOT NULL) AS one
    JOIN (SELECT DISTINCT code, event FROM event_participants WHERE code IS NOT NULL) AS other
      ON other.event = one.event AND other.code > one.code
    JOIN events INDEXED BY events_counted ON num = one.event GROUP BY 1, 2, 3, 4, 5, 6, 7;
CREATE VIEW daily_scores AS
    SELECT one, other, day, status, flagged, sum(events) AS events, sum(score) / 1000.0 / sum(events) AS mean_score
    FROM daily_pairs GROUP BY one, other, day, status, flagged;

-- What is flagged is little: the rest is all but this.
CREATE INDEX events_flagged ON events(num) WHERE flagged = 1;

-- Stories by size, and the events of a story without their records.
CREATE INDEX stories_by_size ON stories(events DESC, first_day, id);
DROP INDEX events_by_story;
CREATE INDEX events_by_story ON events(story, first_day, last_day, class, quad, status, flagged, confidence, origins, scale);

---- Review: what people found right stands among their corrections, and events have an order in which they want to be read ------

CREATE TABLE corrections_and_reviews(
    num INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    mention TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('set', 'drop', 'together', 'apart', 'accept')),
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
INSERT INTO corrections_and_reviews(num, document, mention, change, field, value, other_document, other, reason, author, class,
                                    sentence, other_class, other_sentence, bound, other_bound)
    SELECT num, document, mention, change, field, value, other_document, other, reason, author, class,
           sentence, other_class, other_sentence, bound, other_bound FROM corrections;
DROP TABLE corrections;
ALTER TABLE corrections_and_reviews RENAME TO corrections;
CREATE INDEX corrections_by_document ON corrections(document);
CREATE INDEX corrections_by_other_document ON corrections(other_document);
CREATE INDEX corrections_by_bound ON corrections(bound);
CREATE INDEX corrections_by_other ON corrections(other_bound);

-- How much an event wants to be read, in thousandths: how unsure the coder is, times what hangs on it. `Urgency` in `review.rs`
-- is the same for a record at hand.
ALTER TABLE events ADD COLUMN urgency INTEGER GENERATED ALWAYS AS (CAST(round(
    1000 * (1 - confidence)
    * (abs(scale) + min(coalesce(record ->> '$.size.dead', 0), 10) + min(max(origins - 1, 0), 10))
) AS INTEGER)) VIRTUAL;
-- With what most filters look at, so that going through it looks at no record.
CREATE INDEX events_by_urgency ON events(urgency DESC, id, class, quad, status, flagged, first_day, last_day, confidence, origins);
