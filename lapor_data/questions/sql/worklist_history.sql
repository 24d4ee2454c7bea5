-- What happened to one complaint, in order?
-- Grain: one row per event; the receipt comes first. A date column of the main export counts where
-- the log does not have that activity on that day.
-- Parameters: tracking_id; received (the word for the receipt); activities (the order of what
--   happened at the same moment).
-- Columns: happened_at (midnight to the second = only the day is known), activity, agency ("" = not named).
-- Reads: rows.
WITH milestone AS (
    UNPIVOT (
        SELECT
            tracking_id,
            verified_at AS Diverifikasi,
            dispatched_at AS Didisposisikan,
            first_response_at AS Ditindaklanjuti,
            closed_at AS Ditutup
        FROM lapor.complaint
        WHERE tracking_id = $tracking_id
    )
    ON Diverifikasi, Didisposisikan, Ditindaklanjuti, Ditutup
    INTO NAME activity VALUE happened_at
), logged AS (
    SELECT happened_at, activity, agency
    FROM lapor.event
    WHERE tracking_id = $tracking_id
), receipt AS (
    SELECT coalesce(received_at, received_date::TIMESTAMP) AS happened_at, $received AS activity, '' AS agency
    FROM lapor.complaint
    WHERE tracking_id = $tracking_id
)
FROM receipt
UNION ALL
FROM logged
UNION ALL
SELECT happened_at, activity, '' AS agency
FROM milestone
WHERE NOT EXISTS (
    FROM logged
    WHERE logged.activity = milestone.activity AND logged.happened_at::DATE = milestone.happened_at::DATE
)
ORDER BY activity <> $received, happened_at, list_position($activities, activity)
