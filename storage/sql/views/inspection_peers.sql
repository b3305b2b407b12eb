-- Pairs of inspections by the same group in the same round, in two districts. The same group is one of the same name and
-- of the same committee, as far as the document says whose it was: a province's groups go to all its cities, a city's stay
-- in it, and a district's own (县委第一巡察组) in the district. 市委 is the city's that is printed in front of it, else the
-- district's city; but in a county-level city it may be its own, and where place or number is missing it is anybody's.
-- The numbers are given out anew each round, so that the arrivals may lie a quarter of a year apart and no more.
WITH sent AS (
    SELECT
        *,
        CASE
            WHEN province = '未知' THEN NULL
            WHEN regexp_matches(group_name, '^(中央|省委|自治区党委)') THEN province
            -- 巡视 is what provinces do, 巡察 what cities do: 市委第一巡视组 is a municipality's
            WHEN group_name LIKE '市委%巡视%' AND province LIKE '%市' THEN province
            WHEN city = '未知' THEN NULL
            WHEN regexp_matches(group_name, '^[州盟地]委') THEN city
            WHEN group_name NOT LIKE '市委%' THEN NULL
            WHEN sent_by = [city] THEN city
            WHEN sent_by IS NOT NULL THEN NULL
            WHEN city LIKE '%市' AND district NOT LIKE '%市' THEN city
        END AS committee
    FROM inspection_documents
    WHERE regexp_matches(group_name, '[0-9一二三四五六七八九十]')
)

SELECT
    one.document_id,
    one.group_name,
    other.document_id AS peer_document_id,
    other.city AS peer_city,
    other.district AS peer_district,
    other.district_code AS peer_district_code
FROM sent AS one
JOIN sent AS other
    ON
        one.group_name = other.group_name
        AND one.committee = other.committee
        AND one.province = other.province
        AND abs(one.on_site_start - other.on_site_start) <= 92
WHERE
    other.district IS NOT NULL
    AND (
        one.city <> other.city
        OR one.district IS DISTINCT FROM other.district
        OR one.district_code IS DISTINCT FROM other.district_code
    )
