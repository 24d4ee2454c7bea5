-- Question: which agency names tell nobody which government they belong to?
-- Grain: one row per name as written, most complaints first.
-- Columns: agency, complaints (all received), estimated (placed by the location alone), first_day,
--   last_day.
-- Reads: aggregates.
SELECT
    agency_as_written AS agency,
    count(*) AS complaints,
    count(*) FILTER (place_reason = 'perkiraan dari lokasi') AS estimated,
    min(received_date) AS first_day,
    max(received_date) AS last_day
FROM lapor.complaint
WHERE agency_as_written IS NOT NULL
  AND (place = 'tidak_dikenal' OR place_reason = 'perkiraan dari lokasi')
GROUP BY agency_as_written
ORDER BY complaints DESC, agency
