-- Version 3.

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
