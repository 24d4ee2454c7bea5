-- Which of some Tracking IDs does the data hold? Newest first.
-- Grain: one row per complaint.
-- Parameters: tracking_ids (list); secret_title and no_title (shown in place of a title).
-- Columns: those of ComplaintRow, in its order.
-- Reads: rows.
SELECT
    tracking_id, received_date, received_at, place, place_reason, agency, classification, channel,
    category, status, stage,
    CASE WHEN is_secret THEN $secret_title ELSE coalesce(title, $no_title) END AS title,
    first_response_at, closed_at, response_wd, resolution_wd
FROM lapor.complaint
WHERE list_contains($tracking_ids, tracking_id)
ORDER BY received_date DESC, received_at DESC NULLS LAST, tracking_id DESC
