-- In how many titles of sah does each word stand, now and in the comparison?
-- Grain: one row per word in at least `minimum` titles, and 1% of them, of both spans together;
--   one row with word NULL: the number of titles.
-- Parameters: the filter (see selected), before_from and before_until (exclusive) of the
--   comparison, minimum, stop_words. Columns: word, now, before.
-- Reads: aggregates.
WITH titled AS (
    SELECT true AS is_now, title_words
    FROM selected(
        $from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
    WHERE is_valid AND title_words IS NOT NULL
    UNION ALL
    SELECT false, title_words
    FROM selected(
        $before_from, $before_until, $place, $agencies, $classifications, $channels, $categories)
    WHERE is_valid AND title_words IS NOT NULL
), word AS (
    SELECT is_now, unnest(title_words) AS word
    FROM titled
), counted AS (
    SELECT word, count(*) FILTER (is_now) AS now, count(*) FILTER (NOT is_now) AS before
    FROM word
    GROUP BY word
    HAVING count(*) >= greatest($minimum, 0.01 * (SELECT count(*) FROM titled))
        AND NOT list_contains($stop_words, word)
)
SELECT word, now, before FROM counted
UNION ALL
SELECT NULL, count(*) FILTER (is_now), count(*) FILTER (NOT is_now) FROM titled
