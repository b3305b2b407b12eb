-- The names by which other documents cite a document: its title, its number, and the title that it issues
-- (关于印发《…》的通知; what is passed on, 转发《…》, or carried out, 关于落实《…》的通知, is another's). One row a name, with the
-- day on which it was issued; of a title that each year's report has (政府工作报告) none, for which year's is cited nobody knows.
WITH named AS (
    SELECT
        *,
        unnest([
            {'kind': 'title', 'name': title},
            {'kind': 'number', 'name': document_number},
            {
                'kind': 'issued',
                'name': CASE
                    WHEN NOT contains(title, '转发')
                        THEN nullif(regexp_extract(title, '(?:印发|发布|公布|颁布|下发)《(.+?)》(?:的|[等和、《]|及|$)', 1), '')
                END
            }
        ], recursive := true)
    FROM documents
)

SELECT
    kind,
    name,
    document_id,
    province,
    city,
    district,
    district_code,
    CASE
        WHEN
            kind <> 'title'
            OR document_type NOT IN ('work_report', 'annual_report', 'statistical_bulletin')
            OR regexp_matches(title, '\d{4}|[二两][〇零]')
            THEN coalesce(signed_date, publish_date)
    END AS day
FROM named
WHERE name IS NOT NULL
