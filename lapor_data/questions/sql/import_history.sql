-- Question: what was imported, when, and what came of it?
-- Grain: one row per file of an import, newest import first, files in argument order.
-- Columns: import_no, imported_at, source, imported_by, undone_at, name, kind, owner, generated_on,
--   period_from, period_until, rows_read, rows_new, rows_changed, rows_same, rows_rejected.
-- Reads: files.
SELECT
    import_no, imported_at, source, imported_by, undone_at, name, kind, owner, generated_on,
    period_from, period_until, rows_read, rows_new, rows_changed, rows_same, rows_rejected
FROM lapor.import JOIN lapor.import_file USING (import_no)
ORDER BY import_no DESC, file_no
