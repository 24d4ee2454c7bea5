-- Fills outcome and complaint from the temporary table `derived` (the columns of complaint by name,
-- without title_words and outcome_no), in the current database and schema.
INSERT INTO outcome
SELECT row_number() OVER () AS outcome_no, *
FROM (
    SELECT DISTINCT classification, is_valid, is_followed_up, is_closed, response_wd
    FROM derived
    ORDER BY ALL
);

INSERT INTO complaint BY NAME
SELECT
    derived.*,
    CASE WHEN title <> '(dihapus sesuai masa simpan)'
         THEN list_distinct(regexp_extract_all(lower(title), '[a-z]{3,}')) END AS title_words,
    outcome_no
FROM derived
JOIN outcome
    ON outcome.classification IS NOT DISTINCT FROM derived.classification
    AND outcome.response_wd IS NOT DISTINCT FROM derived.response_wd
    AND outcome.is_valid = derived.is_valid
    AND outcome.is_followed_up = derived.is_followed_up
    AND outcome.is_closed = derived.is_closed
ORDER BY received_date, tracking_id;

DROP TABLE derived;
