-- Pairs of inspections by the same group in the same round, in two districts. Groups of a province's committee go to all
-- its cities, those of a city's committee stay in the city; the numbers are given out anew each round, so that the
-- arrivals may lie a quarter of a year apart and no more.
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
        AND (one.city = other.city OR NOT starts_with(one.group_name, '市委'))
        AND abs(one.on_site_start - other.on_site_start) <= 92
WHERE
    other.district IS NOT NULL
    AND (
        one.city <> other.city
        OR one.district IS DISTINCT FROM other.district
        OR one.district_code IS DISTINCT FROM other.district_code
    )
