-- One version of the store: an immutable database file, written whole and renamed into place.
-- `record` and `event` are what the exports said (the state of the merge), `complaint` is what the
-- questions read (derived anew in every version). Columns named <column>_as_of keep the date of the
-- export that last spoke about that column, so that an old file loaded late overwrites nothing newer.

CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);

-- One row per import (several files at once are one import).
CREATE TABLE import (
    import_no INTEGER NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    source VARCHAR NOT NULL,          -- "layar" or "perintah"
    undone_at TIMESTAMP,
    imported_by VARCHAR               -- "" while nobody has to sign in; NULL = layout 1 did not say
);

-- One row per file of an import; rows_read = rows_new + rows_changed + rows_same + rows_rejected.
CREATE TABLE import_file (
    import_no INTEGER NOT NULL,
    file_no INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    owner VARCHAR,                    -- the preamble's Nama Instansi
    generated_on DATE,                -- the preamble's Tanggal Generate; NULL = undated
    period_from DATE, period_until DATE,
    columns_read VARCHAR[] NOT NULL,
    columns_ignored VARCHAR[] NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_new BIGINT NOT NULL,
    rows_changed BIGINT NOT NULL,
    rows_same BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL
);

-- Rejected rows: masked cells under the source's own heads, to be corrected and loaded again.
CREATE TABLE quarantine (
    import_no INTEGER NOT NULL,
    file_no INTEGER NOT NULL,
    row_no BIGINT NOT NULL,           -- row in the file as a spreadsheet counts it
    tracking_id BIGINT,
    column_name VARCHAR,
    found VARCHAR,                    -- masked
    reason VARCHAR NOT NULL,
    cells MAP(VARCHAR, VARCHAR) NOT NULL
);

-- Rows that were kept although a cell could not be used (an unreadable time, a cell too few).
CREATE TABLE notice (
    import_no INTEGER NOT NULL,
    file_no INTEGER NOT NULL,
    row_no BIGINT NOT NULL,
    tracking_id BIGINT,
    column_name VARCHAR,
    found VARCHAR,                    -- masked
    reason VARCHAR NOT NULL
);

-- Tracking IDs that were Rahasia once; never shrinks, not even by an undo.
CREATE TABLE secret (tracking_id BIGINT NOT NULL);

-- One row per event of the follow-up log. Its Keterangan is not kept: it may quote the complaint,
-- and whether the complaint is Rahasia may not be known yet.
CREATE TABLE event (
    tracking_id BIGINT NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    activity VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,          -- "" where the log has none: part of the key
    import_no INTEGER NOT NULL
);
