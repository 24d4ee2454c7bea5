-- How many complaints were there, how far are they, how fast was the response?
-- Grain: one row per response time. Sah = not archived; counts are of complaints.
-- Parameters: the filter (see selected), class_names, class_limits (HK, in the same order),
--   limit_other (HK, for any other classification).
-- Columns: response_wd (HK, NULL = no time known), received, valid, followed_up, closed,
--   within_limit (sah, responded within the limit of its classification).
-- Reads: aggregates.
WITH cell AS (
    SELECT
        outcome_no,
        count(*) AS n
    FROM selected(
        $from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
    GROUP BY ALL
)
SELECT
    response_wd,
    sum(n)::BIGINT AS received,
    sum(if(is_valid, n, 0))::BIGINT AS valid,
    sum(if(is_followed_up, n, 0))::BIGINT AS followed_up,
    sum(if(is_closed, n, 0))::BIGINT AS closed,
    sum(if(is_valid AND response_wd <= coalesce(
        list_extract($class_limits, list_position($class_names, classification)), $limit_other
    ), n, 0))::BIGINT AS within_limit
FROM cell
JOIN lapor.outcome USING (outcome_no)
GROUP BY ALL
