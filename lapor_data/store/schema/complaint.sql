-- One row per complaint, sorted by received_date: everything the questions need, computed once.
-- NULL means "not known", never zero. Working days (HK) follow domain.md §3.
CREATE TABLE complaint (
    tracking_id BIGINT NOT NULL,
    received_date DATE NOT NULL,
    received_at TIMESTAMP,            -- NULL where the export has no time
    place VARCHAR NOT NULL,           -- "63.01"…"63.72" or provinsi|pusat|luar_kalsel|tidak_dikenal
    is_region BOOLEAN NOT NULL,       -- place is one of the 13
    place_reason VARCHAR NOT NULL,
    agency VARCHAR,                   -- short name without region ("Dinas PUPR")
    agency_as_written VARCHAR,
    classification VARCHAR,
    channel VARCHAR NOT NULL,         -- channel group
    category VARCHAR,
    status VARCHAR,
    stage VARCHAR NOT NULL,
    is_valid BOOLEAN NOT NULL,        -- sah: not archived
    is_followed_up BOOLEAN NOT NULL,  -- sah, and a first response or stage Diproses/Selesai
    is_closed BOOLEAN NOT NULL,       -- stage Selesai
    is_anonymous BOOLEAN NOT NULL,
    is_secret BOOLEAN NOT NULL,
    verified_at TIMESTAMP,
    dispatched_at TIMESTAMP,
    first_response_at TIMESTAMP,
    closed_at TIMESTAMP,
    response_wd SMALLINT,             -- receipt to first response, working days
    response_days DOUBLE,             -- the same in calendar days, with fractions
    resolution_wd SMALLINT,           -- receipt to closed
    resolution_days DOUBLE,
    verification_wd SMALLINT,         -- receipt to verified
    rating TINYINT,
    title VARCHAR,                    -- masked; NULL where it must not be kept
    title_words VARCHAR[],            -- its distinct words of three letters or more, lower case
    outcome_no INTEGER NOT NULL,      -- see outcome
    import_no INTEGER NOT NULL        -- the import that last changed it
);

-- What the measures need of a complaint, once per combination that occurs (a few thousand at most).
-- Counting by outcome_no, one small integer, costs a third of counting by these columns.
CREATE TABLE outcome (
    outcome_no INTEGER NOT NULL,
    classification VARCHAR,
    is_valid BOOLEAN NOT NULL,
    is_followed_up BOOLEAN NOT NULL,
    is_closed BOOLEAN NOT NULL,
    response_wd SMALLINT
);
