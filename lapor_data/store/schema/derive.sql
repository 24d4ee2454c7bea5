-- The complaints, derived from record and event: one row per record, nothing dropped. They go into
-- complaint through number_outcomes.sql.
-- Needs the temporary tables word_of (exports' words → ours), agency_of and calendar_day.
CREATE OR REPLACE TEMP TABLE derived AS
WITH milestone AS (
    SELECT tracking_id,
        min(happened_at) FILTER (activity = 'Diverifikasi') AS verified_at,
        min(happened_at) FILTER (activity = 'Didisposisikan') AS dispatched_at,
        min(happened_at) FILTER (activity = 'Ditindaklanjuti') AS first_response_at,
        max(happened_at) FILTER (activity = 'Ditutup') AS closed_at,
        max(happened_at) FILTER (activity = 'Dibuka Kembali') AS reopened_at
    FROM draft.event
    GROUP BY tracking_id
), stated AS (
    -- A date column beside the log counts only where it is earlier or the log is silent; on the
    -- same day the log knows the time.
    SELECT record.*,
        CASE WHEN record.verified_at::DATE < milestone.verified_at::DATE THEN record.verified_at
             ELSE coalesce(milestone.verified_at, record.verified_at) END AS verified,
        CASE WHEN record.dispatched_at::DATE < milestone.dispatched_at::DATE
             THEN record.dispatched_at
             ELSE coalesce(milestone.dispatched_at, record.dispatched_at) END AS dispatched,
        CASE WHEN record.followed_up_at::DATE < milestone.first_response_at::DATE
             THEN record.followed_up_at
             ELSE coalesce(milestone.first_response_at, record.followed_up_at) END AS responded,
        CASE WHEN milestone.reopened_at > milestone.closed_at THEN NULL
             ELSE coalesce(milestone.closed_at, record.closed_at) END AS closed,
        coalesce(stage.ours, 'Status tidak dikenal') AS stage,
        classification.ours AS class_name,
        coalesce(channel.ours, 'Lainnya') AS channel,
        agency_of.short_name AS agency_short,
        -- A person's mapping counts where no name and no kabupaten's own export has spoken (4 =
        -- provincial export): "Dinas PUPR", mapped once, must not carry off everybody's PUPR.
        CASE WHEN auto_rank >= 4 THEN coalesce(agency_of.place, record.auto_place)
             ELSE record.auto_place END AS place,
        CASE WHEN auto_rank >= 4 AND agency_of.place IS NOT NULL THEN 'dipetakan oleh pengguna'
             ELSE reason.ours END AS place_reason,
        contains(lower(coalesce(record.report_type, '')), 'anonim') AS is_anonymous,
        secret.tracking_id IS NOT NULL AS is_secret
    FROM draft.record AS record
    LEFT JOIN milestone USING (tracking_id)
    LEFT JOIN draft.secret AS secret USING (tracking_id)
    LEFT JOIN word_of AS stage ON stage.kind = 'stage' AND stage.theirs = record.status
    LEFT JOIN word_of AS classification
        ON classification.kind = 'classification' AND classification.theirs = record.classification
    LEFT JOIN word_of AS channel ON channel.kind = 'channel' AND channel.theirs = record.source
    LEFT JOIN word_of AS reason
        ON reason.kind = 'reason' AND reason.theirs = record.auto_rank::VARCHAR
    LEFT JOIN agency_of ON agency_of.agency = record.agency
)
SELECT
    tracking_id,
    received_date,
    received_date + received_time AS received_at,
    place,
    place LIKE '63.%' AS is_region,
    place_reason,
    agency_short AS agency,
    stated.agency AS agency_as_written,
    class_name AS classification,
    channel,
    category,
    status,
    stage,
    stage <> 'Diarsipkan' AS is_valid,
    stage <> 'Diarsipkan' AND (responded IS NOT NULL OR stage IN ('Diproses', 'Selesai'))
        AS is_followed_up,
    stage = 'Selesai' AS is_closed,
    is_anonymous,
    is_secret,
    verified AS verified_at,
    dispatched AS dispatched_at,
    responded AS first_response_at,
    CASE WHEN stage = 'Selesai' THEN closed END AS closed_at,
    CASE WHEN response_day.day IS NOT NULL
         THEN greatest(0, response_day.running - receipt_day.receipt_running)::SMALLINT END AS response_wd,
    -- Midnight to the second means that only the date is known: no fraction of a day is made up.
    CASE WHEN received_time IS NOT NULL AND responded::TIME <> TIME '00:00:00'
         THEN date_diff('second', received_date + received_time, responded) / 86400.0 END
        AS response_days,
    CASE WHEN closed_day.day IS NOT NULL
         THEN greatest(0, closed_day.running - receipt_day.receipt_running)::SMALLINT END AS resolution_wd,
    CASE WHEN stage = 'Selesai' AND received_time IS NOT NULL AND closed::TIME <> TIME '00:00:00'
         THEN date_diff('second', received_date + received_time, closed) / 86400.0 END
        AS resolution_days,
    CASE WHEN verified_day.day IS NOT NULL
         THEN greatest(0, verified_day.running - receipt_day.receipt_running)::SMALLINT END AS verification_wd,
    CASE WHEN regexp_full_match(rating, '[1-5]([.,]0+)?') THEN left(rating, 1)::TINYINT END
        AS rating,
    -- What an export has left empty is NULL; '' is what retention has removed.
    CASE WHEN title = '' THEN '(dihapus sesuai masa simpan)' ELSE title END AS title,
    import_no
FROM stated
LEFT JOIN calendar_day AS receipt_day ON receipt_day.day = received_date
LEFT JOIN calendar_day AS response_day ON response_day.day = responded::DATE
LEFT JOIN calendar_day AS closed_day ON stage = 'Selesai' AND closed_day.day = closed::DATE
LEFT JOIN calendar_day AS verified_day ON verified_day.day = verified::DATE;
