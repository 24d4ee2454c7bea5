-- Question: which statuses and activities does the program not know?
-- Grain: one row per kind and word, most rows first.
-- Parameters: $activities, the known activities.
-- Columns: kind ('status' or 'aktivitas'), word, n.
-- Reads: aggregates.
SELECT 'status' AS kind, coalesce(status, '(kosong)') AS word, count(*) AS n
FROM lapor.complaint
WHERE stage = 'Status tidak dikenal'
GROUP BY word
UNION ALL
SELECT 'aktivitas', activity, count(*)
FROM lapor.event
WHERE NOT list_contains($activities, activity)
GROUP BY activity
ORDER BY n DESC, word
