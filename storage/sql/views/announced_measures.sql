-- The measures that the comparison `measures` lays side by side: each with its theme (its own words before its place)
-- and the group of those that say the same (`alignments`; a measure that nobody else has is a group of its own).
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
    coalesce(alignments.group_id, md5(measures.headline)) AS group_id
FROM measures
LEFT JOIN alignments ON alignments.kind = 'measure' AND measures.record_id = alignments.id
ANTI JOIN (
    SELECT sections.section_id
    FROM sections
    JOIN documents USING (document_id)
    WHERE sections.stance = 'problem' AND documents.document_type <> 'rectification_report'
) AS shortcomings ON measures.section_id = shortcomings.section_id
