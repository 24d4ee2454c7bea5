-- Question: which rows of one file were rejected, and why?
-- Grain: one row per rejected row, in file order.
-- Parameters: $import_no, $file_no, $size (NULL = all), $skip.
-- Columns: row_no, tracking_id, has_arrived (the ID is in the data), column_name, found (masked),
--   reason, cells (head → masked cell).
-- Reads: files.
SELECT
    row_no, tracking_id,
    coalesce(tracking_id IN (SELECT tracking_id FROM lapor.record), false) AS has_arrived,
    column_name, found, reason, cells
FROM lapor.quarantine
WHERE import_no = $import_no AND file_no = $file_no
ORDER BY row_no
LIMIT $size OFFSET $skip
