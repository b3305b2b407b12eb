-- title: The length of a text is not its character_count
-- severity: error
-- why: Spans are checked against character_count, and coverage adds it up.
SELECT document_id, character_count, length(text) AS length
FROM documents
WHERE character_count <> length(text)
ORDER BY document_id
