-- title: A value lies outside what it can be
-- severity: warning
-- why: An end before its beginning, a range upside down or a year no document has is a misreading, or a misprint of the
--    source. It is shown and does not stop a publication: what a text prints is kept as it is printed.
SELECT 'dates' AS name, record_id AS id, 'ends before it begins' AS what, quote FROM dates WHERE end_date < start_date
UNION ALL
SELECT 'metrics', record_id, 'its period ends before it begins', quote FROM metrics WHERE period_end < period_start
UNION ALL
SELECT 'metrics', record_id, 'its range is upside down', quote FROM metrics WHERE value_max < value
UNION ALL
SELECT 'documents', document_id, 'a year that no document has', coalesce(title, title_inferred) FROM documents WHERE year NOT BETWEEN 1949 AND 2100
UNION ALL
SELECT 'documents', document_id, 'a code that is no code of a division', district_code FROM documents WHERE NOT regexp_full_match(district_code, '[0-9]{6}')
ORDER BY name, id, what
