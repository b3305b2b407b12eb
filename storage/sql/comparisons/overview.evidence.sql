-- The records of each column, the documents behind the years, the sentences behind the words.
WITH dated AS (
    SELECT
        *,
        min(year) OVER (PARTITION BY province, city, district, district_code) AS first_year,
        max(year) OVER (PARTITION BY province, city, district, district_code) AS last_year
    FROM documents
),

found AS (
    SELECT 'documents' AS cell, document_id AS id, province, city, district, district_code FROM documents
    UNION ALL SELECT 'characters', document_id, province, city, district, district_code FROM documents
    UNION ALL SELECT 'first_year', document_id, province, city, district, district_code FROM dated WHERE year = first_year
    UNION ALL SELECT 'last_year', document_id, province, city, district, district_code FROM dated WHERE year = last_year
    UNION ALL SELECT 'sections', section_id, province, city, district, district_code FROM sections
    UNION ALL SELECT 'sentences', sentence_id, province, city, district, district_code FROM sentences
    UNION ALL SELECT 'problems', record_id, province, city, district, district_code FROM problems
    UNION ALL SELECT 'measures', record_id, province, city, district, district_code FROM measures
    UNION ALL SELECT 'assignments', record_id, province, city, district, district_code FROM assignments
    UNION ALL SELECT 'metrics', record_id, province, city, district, district_code FROM metrics
    UNION ALL SELECT 'citations', record_id, province, city, district, district_code FROM citations
    UNION ALL SELECT 'meetings', record_id, province, city, district, district_code FROM meetings
    UNION ALL SELECT 'words', sentence_id, province, city, district, district_code FROM sentence_words WHERE words > 0
    UNION ALL SELECT unnest(['own_words', 'own_share']), sentence_id, province, city, district, district_code
    FROM sentence_words WHERE words > 0 AND NOT shared
)
SELECT id
FROM found
WHERE
    cell = $column
    AND province = $province
    AND city = $city
    AND district IS NOT DISTINCT FROM $district
    AND district_code IS NOT DISTINCT FROM $district_code
ORDER BY id
