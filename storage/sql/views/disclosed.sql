-- One row for each document that the comparison `disclosure` looks at, once for each aspect: its number in a series
-- (青政办发〔2024〕6号), an annual report, the days from its signature to its publication. `item` is the series, else the
-- type of document; `year` for a number the year printed in it.
WITH numbered AS (
    SELECT
        *,
        regexp_extract(document_number, '^(.*?)\s*[〔\[((](\d{4})[〕\]))]\s*第?0*(\d{1,6})号', ['series', 'year', 'number']) AS parts
    FROM documents
)

SELECT
    document_id,
    province,
    city,
    district,
    district_code,
    'number' AS aspect,
    parts.series AS item,
    try_cast(parts.year AS INTEGER) AS year,
    try_cast(parts.number AS INTEGER) AS number,
    NULL::BIGINT AS days
FROM numbered
WHERE parts.series <> '' AND try_cast(parts.number AS INTEGER) > 0
UNION ALL
SELECT document_id, province, city, district, district_code, 'annual_report', document_type, year, NULL, NULL
FROM documents
WHERE document_type = 'annual_report' AND year IS NOT NULL
UNION ALL
SELECT
    document_id,
    province,
    city,
    district,
    district_code,
    'days',
    document_type,
    year,
    NULL,
    publish_date - signed_date
FROM documents
