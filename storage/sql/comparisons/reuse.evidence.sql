-- The sentences that the two documents share, of the one or of the other; the sentences that no other district has.
WITH one AS (
    SELECT document_id
    FROM documents
    WHERE
        document_id = $document_id
        AND province = $province
        AND city = $city
        AND district IS NOT DISTINCT FROM $district
        AND district_code IS NOT DISTINCT FROM $district_code
),

mine AS (
    SELECT id, group_id, districts FROM alignments SEMI JOIN one USING (document_id) WHERE kind = 'sentence'
),

theirs AS (
    SELECT id, group_id FROM alignments WHERE kind = 'sentence' AND document_id = $other_document_id
)

SELECT id
FROM mine
WHERE $column IN ('shared_sentences', 'shared_characters', 'shared_share') AND group_id IN (SELECT group_id FROM theirs)
UNION
SELECT id
FROM theirs
WHERE $column = 'other_sentences' AND group_id IN (SELECT group_id FROM mine)
UNION
SELECT sentence_id
FROM sentences
SEMI JOIN one USING (document_id)
WHERE $column IN ('own_characters', 'own_share') AND sentence_id NOT IN (SELECT id FROM mine WHERE districts > 1)
UNION
SELECT document_id FROM one WHERE $column = 'title'
UNION
SELECT document_id FROM documents WHERE document_id = $other_document_id AND $column = 'other_title'
ORDER BY id
