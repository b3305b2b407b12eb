-- Pairs of inspections by the same group in the same round, in two districts. Groups of a province's committee (and all
-- 巡视组, which only provinces and the centre have) go to all its cities, others stay in their city, and those of a
-- district's own committee (县委第一巡察组) in the district: another's of that name is another group. The numbers are given
-- out anew each round, so that the arrivals may lie a quarter of a year apart and no more.
SELECT
    one.document_id,
    one.group_name,
    other.document_id AS peer_document_id,
    other.city AS peer_city,
    other.district AS peer_district,
    other.district_code AS peer_district_code
FROM inspection_documents AS one
JOIN inspection_documents AS other
    ON
        one.group_name = other.group_name
        AND one.province = other.province
        AND (one.city = other.city OR regexp_matches(one.group_name, '^省委|党委|巡视'))
        AND abs(one.on_site_start - other.on_site_start) <= 92
WHERE
    other.district IS NOT NULL
    AND NOT regexp_matches(one.group_name, '^[区县旗]委')
    AND (
        one.city <> other.city
        OR one.district IS DISTINCT FROM other.district
        OR one.district_code IS DISTINCT FROM other.district_code
    )
