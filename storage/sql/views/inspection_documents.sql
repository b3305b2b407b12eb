-- One row for each inspection that a document tells of, and for each report on rectification that tells of none: its
-- group and the first day of each of its steps. Documents of other types count where they date an inspection itself.
WITH dated AS (
    SELECT
        document_id,
        group_name,
        list(DISTINCT sent_by) FILTER (sent_by IS NOT NULL) AS sent_by,
        min(date) FILTER (kind = 'on_site_start') AS on_site_start,
        max(date) FILTER (kind = 'on_site_end') AS on_site_end,
        min(date) FILTER (kind = 'feedback') AS feedback,
        min(date) FILTER (kind IN ('meeting', 'leading_group', 'democratic_life_meeting', 'plan_adopted')) AS first_meeting,
        min(date) FILTER (kind = 'democratic_life_meeting') AS democratic_life_meeting,
        max(date) FILTER (kind = 'publication') AS publication,
        bool_or(kind IN ('on_site_start', 'on_site_end', 'feedback')) AS inspects
    FROM inspection_dates
    GROUP BY ALL
)

SELECT
    documents.document_id,
    documents.province,
    documents.city,
    documents.district,
    documents.district_code,
    coalesce(documents.title, documents.title_inferred) AS title,
    dated.group_name,
    dated.sent_by,
    dated.on_site_start,
    dated.on_site_end,
    dated.feedback,
    dated.first_meeting,
    dated.democratic_life_meeting,
    documents.signed_date,
    coalesce(dated.publication, documents.publish_date) AS published
FROM documents
LEFT JOIN dated USING (document_id)
WHERE documents.document_type = 'rectification_report' OR dated.inspects
