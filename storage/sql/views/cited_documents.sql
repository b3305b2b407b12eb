-- The documents of the lake that a district can mean where it cites a title: one of that name (or of the number that is
-- printed after it), the district's own or issued above it. Two districts have documents of one title, each its own.
SELECT DISTINCT
    mentions.title,
    mentions.province,
    mentions.city,
    mentions.district,
    mentions.district_code,
    names.document_id,
    names.day
FROM (
    SELECT title, province, city, district, district_code, unnest([title, document_number]) AS name FROM citations
) AS mentions
JOIN document_names AS names
    ON
        mentions.name = names.name
        AND names.province IN (mentions.province, '未知')
        AND names.city IN (mentions.city, '未知')
        AND (
            names.district IS NULL
            OR (names.district = mentions.district AND names.district_code IS NOT DISTINCT FROM mentions.district_code)
        )
