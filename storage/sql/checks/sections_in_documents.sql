-- title: A section lies outside its document, or its subtree ends before it does
-- severity: error
-- why: Sections tile their document; what lies outside cannot be shown beside its heading.
SELECT sections.section_id, sections.document_id, sections.text_start, sections.text_end, sections.tree_text_end, documents.character_count
FROM sections
JOIN documents USING (document_id)
WHERE
    sections.text_start < 0
    OR sections.text_end < sections.text_start
    OR sections.tree_text_end < sections.text_end
    OR sections.tree_text_end > documents.character_count
    OR sections.start_char < documents.start_char
    OR sections.end_char > documents.end_char
ORDER BY sections.section_id
