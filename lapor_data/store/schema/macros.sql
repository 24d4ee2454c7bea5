-- Loaded into every reader. The one place where a filter meets the rows: every question reads
-- FROM selected($from_day, $until_day, $place, $agencies, $classifications, $channels, $categories).
-- until_day is exclusive; a NULL filter lets everything pass. "(kosong)" in a list means NULL.
CREATE MACRO selected(from_day, until_day, place_filter, agencies, classifications, channels, categories)
AS TABLE
    SELECT *
    FROM lapor.complaint AS complaint
    WHERE complaint.received_date >= from_day
      AND complaint.received_date < until_day
      AND (place_filter IS NULL OR complaint.place = place_filter)
      AND (agencies IS NULL OR list_contains(agencies, coalesce(complaint.agency, '(kosong)')))
      AND (classifications IS NULL
           OR list_contains(classifications, coalesce(complaint.classification, '(kosong)')))
      AND (channels IS NULL OR list_contains(channels, complaint.channel))
      AND (categories IS NULL OR list_contains(categories, coalesce(complaint.category, '(kosong)')));
