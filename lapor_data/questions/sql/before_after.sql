-- How many sah came in before and after the begin of a programme?
-- Grain: one row.
-- Parameters: the filter (see selected; its days span both sides), before_until (the day after the
--   last day before), after_from (the first day after; days between the two belong to neither).
-- Columns: before, after (sah).
-- Reads: aggregates.
SELECT
    count(*) FILTER (received_date < $before_until) AS before,
    count(*) FILTER (received_date >= $after_from) AS after
FROM selected($from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
WHERE is_valid
