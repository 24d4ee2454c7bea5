-- Question: how complete are the complaints, year by year or semester by semester?
-- Grain: one row per bucket, newest first.
-- Parameters: $by ('tahun' or 'semester').
-- Columns: bucket ("2021" or "2021-S1"), then counts of rows: received (all), followed_up, and of
--   received: no_category, no_classification, no_agency, no_location, no_time, place_estimated (from
--   the location only), place_unknown, status_unknown; of followed_up: timed; before_receipt = first
--   responses dated before the complaint itself.
-- Reads: aggregates.
SELECT
    CASE WHEN $by = 'tahun' THEN year(received_date)::VARCHAR
         ELSE year(received_date) || '-S' || (1 + (month(received_date) > 6)::INTEGER) END AS bucket,
    count(*) AS received,
    count(*) FILTER (is_followed_up) AS followed_up,
    count(*) FILTER (complaint.category IS NULL) AS no_category,
    count(*) FILTER (complaint.classification IS NULL) AS no_classification,
    count(*) FILTER (complaint.agency IS NULL) AS no_agency,
    count(*) FILTER (record.city IS NULL) AS no_location,
    count(*) FILTER (received_at IS NULL) AS no_time,
    count(*) FILTER (place_reason = 'perkiraan dari lokasi') AS place_estimated,
    count(*) FILTER (place = 'tidak_dikenal') AS place_unknown,
    count(*) FILTER (stage = 'Status tidak dikenal') AS status_unknown,
    count(*) FILTER (is_followed_up AND response_wd IS NOT NULL) AS timed,
    count(*) FILTER (first_response_at::DATE < complaint.received_date) AS before_receipt
FROM lapor.complaint AS complaint
JOIN lapor.record AS record USING (tracking_id, received_date)
GROUP BY bucket
ORDER BY bucket DESC
