-- How fast were sah responded to, how many carry no time, how many wait?
-- Grain: one row per place, response time and state. Parameters: the filter (see selected).
-- Columns: place, response_wd (HK, NULL = no time known), is_followed_up, valid.
SELECT place, response_wd, is_followed_up, count(*) AS valid
FROM selected($from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
WHERE is_valid
GROUP BY ALL
