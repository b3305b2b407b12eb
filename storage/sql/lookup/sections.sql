-- The outline of one document. $document: its id.
SELECT section_id, parent_section_id, level, ordinal, marker, heading, start_char, end_char
FROM sections
WHERE document_id = $document
ORDER BY ordinal
