-- What stands behind ids of records, sentences, sections and documents: the quote, its span, its source, its sentence and
-- the headings above it.
-- $ids: list of ids. Shown in the order of the text.
WITH items AS (
    SELECT record_id AS id, 'measures' AS kind, document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM measures
    UNION ALL SELECT record_id, 'problems', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM problems
    UNION ALL SELECT record_id, 'assignments', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM assignments
    UNION ALL SELECT record_id, 'metrics', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM metrics
    UNION ALL SELECT record_id, 'citations', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM citations
    UNION ALL SELECT record_id, 'meetings', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM meetings
    UNION ALL SELECT record_id, 'agenda_items', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM agenda_items
    UNION ALL SELECT record_id, 'people', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM people
    UNION ALL SELECT record_id, 'organisations', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM organisations
    UNION ALL SELECT record_id, 'dates', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM dates
    UNION ALL SELECT record_id, 'accountability', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM accountability
    UNION ALL SELECT record_id, 'events', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM events
    UNION ALL SELECT record_id, 'contacts', document_id, start_char, end_char, text_start, text_end, quote, sentence_id, section_id FROM contacts
    UNION ALL SELECT sentence_id, 'sentences', document_id, start_char, end_char, text_start, text_end, text, sentence_id, section_id FROM sentences
    UNION ALL SELECT section_id, 'sections', document_id, start_char, end_char, text_start, text_end, heading, NULL, section_id FROM sections
    UNION ALL SELECT document_id, 'documents', document_id, start_char, end_char, 0, character_count, coalesce(title, title_inferred), NULL, NULL FROM documents
)
SELECT
    items.id,
    items.kind,
    items.document_id,
    documents.province,
    documents.city,
    documents.district,
    documents.district_code,
    documents.year,
    coalesce(documents.title, documents.title_inferred) AS document_title,
    documents.source_path,
    sections.path AS section_path,
    items.start_char,
    items.end_char,
    items.text_start,
    items.text_end,
    items.quote,
    sentences.text AS sentence,
    sentences.text_start AS sentence_start
FROM items
JOIN documents USING (document_id)
LEFT JOIN sentences USING (sentence_id)
LEFT JOIN sections ON items.section_id = sections.section_id AND items.document_id = sections.document_id
WHERE items.id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY documents.source_path, items.start_char, items.end_char, items.kind, items.id
