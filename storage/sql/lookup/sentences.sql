-- The sentences of one document. $document: its id.
SELECT sentence_id, section_id, text
FROM sentences
WHERE document_id = $document
ORDER BY text_start
