-- Version 2. Sums of scores by day, and indexes for pages in every order and for counting without looking at records: a row of
-- `events` or `mentions` holds its record, a thousand bytes and more, and a count over a million of them would read them all.

-- One for each order of events, with the rest of what decides the order.
CREATE INDEX events_by_day_and_id ON events(first_day, id);
DROP INDEX events_by_origins;
CREATE INDEX events_by_origins ON events(origins DESC, first_day, id);
CREATE INDEX events_by_mentions ON events(mentions DESC, first_day, id);
DROP INDEX events_by_confidence;
CREATE INDEX events_by_confidence ON events(confidence DESC, first_day, id);
CREATE INDEX events_by_scale ON events(scale, first_day, id);
CREATE INDEX stories_from_the_latest ON stories(first_day DESC, id);

-- What is counted. It begins with the row's number, so that it serves both what is looked up and what is gone through.
CREATE INDEX events_counted ON events(num, first_day, last_day, class, quad, status, flagged, confidence, origins, scale);
-- The same within a period.
DROP INDEX events_by_day;
CREATE INDEX events_by_day ON events(first_day, last_day, class, quad, status, flagged, confidence, origins, scale);
-- What began before a period and reaches into it.
CREATE INDEX events_of_many_days ON events(last_day, first_day, class, quad, status, flagged, scale) WHERE last_day > first_day;

-- The events of a country come in order, so that two lists of them are met quickly.
DROP INDEX event_participants_by_code;
CREATE INDEX event_participants_by_code ON event_participants(code, event, role, sector);
DROP INDEX event_participants_by_sector;
CREATE INDEX event_participants_by_sector ON event_participants(sector, event, role);

-- The event of a mention without its record.
CREATE INDEX mentions_and_events ON mentions(num, event);
DROP INDEX mentions_by_document;
CREATE INDEX mentions_by_document ON mentions(document, event);

-- Sums of scores beside the counts.
DROP TABLE daily_events;
CREATE TABLE daily_events(
    day TEXT NOT NULL,
    class TEXT NOT NULL,
    quad INTEGER NOT NULL,
    status TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    events INTEGER NOT NULL,
    score INTEGER NOT NULL,                  -- sum of the scores in thousandths
    PRIMARY KEY (day, class, quad, status, flagged)
) STRICT, WITHOUT ROWID;
INSERT INTO daily_events
    SELECT coalesce(first_day, ''), class, quad, status, flagged, count(*), sum(CAST(round(scale * 1000) AS INTEGER))
    FROM events INDEXED BY events_counted GROUP BY 1, 2, 3, 4, 5;
