-- What became of the sah that award criteria count, per unit that is compared?
-- Grain: one row per place (per place and agency with by_agency) and outcome; complaints without a
--   named agency are left out with by_agency.
-- Parameters: the filter (see selected), by_agency (BOOLEAN), media (list of channels).
-- Columns: place, agency (NULL without by_agency), followed_up, closed, response_wd and
--   verification_wd (HK from receipt, NULL = no time known), rating (1–5 or NULL), from_media, n.
-- Reads: aggregates.
SELECT
    place,
    if($by_agency, agency, NULL) AS agency,
    is_followed_up AS followed_up,
    is_closed AS closed,
    response_wd,
    verification_wd,
    rating,
    list_contains($media, channel) AS from_media,
    count(*) AS n
FROM selected($from_day, $until_day, $place, $agencies, $classifications, $channels, $categories)
WHERE is_valid
  AND if($by_agency, agency IS NOT NULL, is_region)
GROUP BY ALL
ORDER BY ALL
