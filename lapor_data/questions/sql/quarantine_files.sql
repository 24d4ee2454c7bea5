-- Question: which files have rejected rows, and how many of them came in since?
-- Grain: one row per file with rejected rows, newest import first.
-- Columns: import_no, file_no, name, imported_at, rejected, arrived (Tracking ID is in the data now).
-- Reads: files.
SELECT
    quarantine.import_no, quarantine.file_no, any_value(import_file.name) AS name,
    any_value(import.imported_at) AS imported_at,
    count(*) AS rejected,
    count(*) FILTER (quarantine.tracking_id IN (SELECT tracking_id FROM lapor.record)) AS arrived
FROM lapor.quarantine AS quarantine
JOIN lapor.import_file AS import_file USING (import_no, file_no)
JOIN lapor.import AS import USING (import_no)
GROUP BY quarantine.import_no, quarantine.file_no
ORDER BY quarantine.import_no DESC, quarantine.file_no
