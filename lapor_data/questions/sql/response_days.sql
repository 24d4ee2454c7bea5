-- How long did the first response to sah take in calendar days (with fractions)?
-- Grain: one row per place with a known time, and one for all together (place NULL).
-- Parameters: the filter (see selected). Columns: place, percentiles [median, p90], interpolated.
-- Reads: aggregates.
SELECT
    place,
    quantile_cont(response_days, [0.5, 0.9]) AS percentiles
FROM selected($from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
WHERE is_valid AND response_days IS NOT NULL
GROUP BY GROUPING SETS ((place), ())
