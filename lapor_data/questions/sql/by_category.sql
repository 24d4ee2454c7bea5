-- How many sah does each category have?
-- Grain: one row per category that occurs. Parameters: the filter (see selected).
-- Columns: category (NULL = none given), valid.
-- Reads: aggregates.
SELECT category, count(*) AS valid
FROM selected($from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
WHERE is_valid
GROUP BY category
