-- How many sah did each of the 13 receive per month?
-- Grain: one row per place and month that has any. Parameters: the filter (see selected).
-- Columns: place, month_number (12 · year + month), valid.
-- Reads: aggregates.
SELECT
    place,
    12 * year(received_date) + month(received_date) AS month_number,
    count(*) AS valid
FROM selected($from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
WHERE is_valid AND is_region
GROUP BY ALL
