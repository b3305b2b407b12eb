-- What each cell of the comparison `themes` counts: the cell's column, the id of one section or record behind it, its
-- theme (null where it has none) and, of sections, the characters of their own text.
SELECT
    'sections' AS cell,
    section_id AS id,
    province,
    city,
    district,
    district_code,
    theme_code AS theme,
    (text_end - text_start)::BIGINT AS characters
FROM sections
UNION ALL
SELECT 'measures', record_id, province, city, district, district_code, theme_code, 0 FROM measures
UNION ALL
SELECT 'measures_by_words', record_id, province, city, district, district_code, topic_code, 0 FROM measures
UNION ALL
SELECT 'problems', record_id, province, city, district, district_code, theme_code, 0 FROM problems
