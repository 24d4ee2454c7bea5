-- How many sah do chosen categories have in each of the 13, and how many does the region have?
-- Grain: one row per place and chosen category, and one per place for all other categories.
-- Parameters: the filter (see selected), shown (list of categories), empty (what names NULL).
-- Columns: place, category (NULL = any other), valid.
-- Reads: aggregates.
WITH cell AS (
    SELECT place, category, count(*) AS n
    FROM selected(
        $from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
    WHERE is_valid AND is_region
    GROUP BY ALL
)
SELECT
    place,
    if(list_contains($shown, coalesce(category, $empty)), coalesce(category, $empty), NULL)
        AS category,
    sum(n)::BIGINT AS valid
FROM cell
GROUP BY ALL
