-- How many sah do chosen categories have per month?
-- Grain: one row per category and month that has any.
-- Parameters: the filter (see selected), shown (list of categories), empty (what names NULL).
-- Columns: category, month_number (12 · year + month), valid.
-- Reads: aggregates.
WITH cell AS (
    SELECT
        category,
        12 * year(received_date) + month(received_date) AS month_number,
        count(*) AS valid
    FROM selected(
        $from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
    WHERE is_valid
    GROUP BY ALL
)
SELECT coalesce(category, $empty) AS category, month_number, valid
FROM cell
WHERE list_contains($shown, coalesce(category, $empty))
