-- One row a sentence: how many words it has that are more than punctuation, and whether another district has it in much
-- the same words. Documents that name no district count as one district of their city.
SELECT
    sentences.sentence_id,
    sentences.document_id,
    sentences.province,
    sentences.city,
    sentences.district,
    sentences.district_code,
    len(
        list_filter(
            sentences.words,
            -- what begins with a Chinese character needs no pattern, and that is nearly all
            lambda word : CASE WHEN word BETWEEN '一' AND '鿿' THEN true ELSE regexp_matches(word, '[\p{L}\p{N}]') END
        )
    ) AS words,
    coalesce(alignments.districts > 1, false) AS shared
FROM sentences
LEFT JOIN alignments ON alignments.kind = 'sentence' AND sentences.sentence_id = alignments.id
