-- How fast were sah responded to, how many carry no time, how many wait?
-- Grain: one row per place, response time and state. Parameters: the filter (see selected).
-- Columns: place, response_wd (HK, NULL = no time known), is_followed_up, valid.
-- Reads: aggregates.
WITH cell AS (
    SELECT place, outcome_no, count(*) AS n
    FROM selected(
        $from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
    WHERE is_valid
    GROUP BY ALL
)
SELECT place, response_wd, is_followed_up, sum(n)::BIGINT AS valid
FROM cell
JOIN lapor.outcome USING (outcome_no)
GROUP BY ALL
