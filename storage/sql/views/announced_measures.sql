-- The measures that the comparison `measures` lays side by side: each with its theme (its own words before its place)
-- and its group.
-- What stands under a heading that states shortcomings (一是执法力量不足) is no measure; but in a report on rectification
-- the problem is the heading, and what stands under it is the remedy.
SELECT
    measures.record_id,
    measures.document_id,
    measures.province,
    measures.city,
    measures.district,
    measures.district_code,
    measures.year,
    coalesce(measures.topic_code, measures.theme_code) AS theme,
    measures.headline,
    measures.group_id
FROM grouped_measures AS measures
ANTI JOIN (
    SELECT sections.section_id
    FROM sections
    JOIN documents USING (document_id)
    WHERE sections.stance = 'problem' AND documents.document_type <> 'rectification_report'
) AS shortcomings ON measures.section_id = shortcomings.section_id
