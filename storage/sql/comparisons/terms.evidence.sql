-- The sentences that hold the word, or the documents of these sentences.
WITH holding AS (
    SELECT sentence_id, document_id
    FROM sentences
    WHERE
        province = $province
        AND city = $city
        AND district = $district
        AND district_code IS NOT DISTINCT FROM $district_code
        AND list_contains(words, $word)
)
SELECT sentence_id AS id FROM holding WHERE $column IN ('count', 'sentences', 'score', 'rank')
UNION
SELECT document_id FROM holding WHERE $column = 'documents'
ORDER BY id
