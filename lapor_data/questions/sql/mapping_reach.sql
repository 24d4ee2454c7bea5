-- Question: how many complaints would move if each of these agency names were mapped?
-- Grain: one row per agency name as written.
-- Columns: agency, complaints whose government is told by nothing stronger than a provincial export
--   (auto_rank >= 4, the rows a mapping applies to; see derive.sql).
-- Reads: aggregates.
SELECT agency, count(*) AS complaints
FROM lapor.record
WHERE agency IS NOT NULL AND auto_rank >= 4
GROUP BY agency
ORDER BY agency
