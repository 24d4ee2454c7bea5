-- Which complaints are behind a figure? Newest first. (The same conditions as rows_total.)
-- Grain: one row per complaint.
-- Parameters: the filter (see selected); kind and from_wd, to_wd (HK, of a band); respons_pertama,
--   class_names, class_limits, limit_other (HK); category, agency, classification, word (NULL =
--   any); empty (what names NULL); size (NULL = all) and skip; secret_title and
--   no_title (shown in place of a title). Columns: those of ComplaintRow, in its order.
-- Reads: rows.
SELECT
    tracking_id, received_date, received_at, place, place_reason, agency, classification, channel,
    category, status, stage,
    CASE WHEN is_secret THEN $secret_title ELSE coalesce(title, $no_title) END AS title,
    first_response_at, closed_at, response_wd, resolution_wd
FROM selected($from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
WHERE CASE $kind
        WHEN 'received' THEN true
        WHEN 'valid' THEN is_valid
        WHEN 'archived' THEN NOT is_valid
        WHEN 'followed_up' THEN is_followed_up
        WHEN 'not_followed_up' THEN is_valid AND NOT is_followed_up
        WHEN 'closed' THEN is_closed
        WHEN 'timed' THEN is_valid AND response_wd IS NOT NULL
        WHEN 'on_time' THEN is_valid AND response_wd <= $respons_pertama
        WHEN 'late' THEN is_valid AND response_wd > $respons_pertama
        WHEN 'within_limit' THEN is_valid AND response_wd <= coalesce(
            list_extract($class_limits, list_position($class_names, classification)), $limit_other)
        WHEN 'untimed' THEN is_valid AND is_followed_up AND response_wd IS NULL
        WHEN 'not_responded' THEN is_valid AND NOT is_followed_up AND response_wd IS NULL
        ELSE is_valid AND response_wd BETWEEN $from_wd AND coalesce($to_wd, 32767)
    END
  AND ($category IS NULL OR coalesce(category, $empty) = $category)
  AND ($agency IS NULL OR coalesce(agency, $empty) = $agency)
  AND ($classification IS NULL OR coalesce(classification, $empty) = $classification)
  AND ($word IS NULL OR list_contains(title_words, $word))
ORDER BY received_date DESC, received_at DESC NULLS LAST, tracking_id DESC
LIMIT $size OFFSET $skip
