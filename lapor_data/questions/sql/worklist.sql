-- Which sah complaints may be open at the end of a day, and what is known of their past?
-- Not bound by the filter's period: a backlog is a backlog. Python decides who was open (worklist.py).
-- Grain: one row per complaint; archived ones are not sah, whatever the day.
-- Parameters: the filter (see selected; until_day = the day after, from_day = before all data);
--   replay (the day lies before the data date: what was closed later counts as well); activities
--   (the order of what happened at the same moment); secret_title and no_title (shown in place of a
--   title); reader_place (bound by the gate: elsewhere tracking_id and title are NULL; NULL = all).
-- Columns: tracking_id, received_date, place, agency, classification, category, stage and status (of
--   the newest export), title, verified_at, dispatched_at, first_response_at, closed_at, events (the
--   log, oldest first: at, activity, agency; NULL = none; also what happened after the day).
-- Reads: rows, blank outside $reader_place.
WITH candidate AS (
    SELECT *
    FROM selected($from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
    WHERE is_valid
      AND (NOT is_closed OR ($replay AND (closed_at IS NULL OR closed_at >= $until_day)))
), happened AS (
    SELECT
        tracking_id,
        list({'at': happened_at, 'activity': activity, 'agency': agency}
             ORDER BY happened_at, list_position($activities, activity)) AS events
    FROM lapor.event
    SEMI JOIN candidate USING (tracking_id)
    GROUP BY tracking_id
)
SELECT
    CASE WHEN $reader_place IS NULL OR place = $reader_place THEN tracking_id END AS tracking_id,
    received_date, place, agency, classification, category, stage, status,
    CASE WHEN $reader_place IS NULL OR place = $reader_place
         THEN CASE WHEN is_secret THEN $secret_title ELSE coalesce(title, $no_title) END
    END AS title,
    verified_at, dispatched_at, first_response_at, closed_at, events
FROM candidate
LEFT JOIN happened USING (tracking_id)
