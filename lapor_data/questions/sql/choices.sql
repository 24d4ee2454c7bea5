-- What can be chosen in the filter bar: every value of four columns over all complaints.
-- Grain: one row per column. Parameters: empty (what stands for NULL).
-- Columns: kind (agency, classification, channel, category), names (list, without order).
-- Reads: aggregates.
SELECT 'agency' AS kind, list(DISTINCT coalesce(agency, $empty)) AS names FROM lapor.complaint
UNION ALL
SELECT 'classification', list(DISTINCT coalesce(classification, $empty)) FROM lapor.complaint
UNION ALL
SELECT 'channel', list(DISTINCT channel) FROM lapor.complaint
UNION ALL
SELECT 'category', list(DISTINCT coalesce(category, $empty)) FROM lapor.complaint
