-- One row for each document and each sentence that other documents have too, counted once however often the document
-- repeats it. `districts` says in how many districts, `documents` in how many documents.
SELECT
    document_id,
    group_id,
    any_value(documents) AS documents,
    any_value(districts) AS districts,
    count(*) AS sentences,
    sum(characters)::BIGINT AS characters
FROM alignments
WHERE kind = 'sentence'
GROUP BY document_id, group_id
