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
