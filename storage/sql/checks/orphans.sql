-- title: A row points at a document, section, sentence or source that is not there
-- severity: error
-- why: A row that cannot be followed to its sentence is no evidence.
WITH rows_of AS (
    SELECT 'sections' AS name, section_id AS id, document_id, parent_section_id AS section_id, NULL AS sentence_id FROM sections
    UNION ALL SELECT 'sentences', sentence_id, document_id, section_id, NULL FROM sentences
    UNION ALL SELECT 'measures', record_id, document_id, section_id, sentence_id FROM measures
    UNION ALL SELECT 'problems', record_id, document_id, section_id, sentence_id FROM problems
    UNION ALL SELECT 'assignments', record_id, document_id, section_id, sentence_id FROM assignments
    UNION ALL SELECT 'metrics', record_id, document_id, section_id, sentence_id FROM metrics
    UNION ALL SELECT 'citations', record_id, document_id, section_id, sentence_id FROM citations
    UNION ALL SELECT 'meetings', record_id, document_id, section_id, sentence_id FROM meetings
    UNION ALL SELECT 'agenda_items', record_id, document_id, section_id, sentence_id FROM agenda_items
    UNION ALL SELECT 'people', record_id, document_id, section_id, sentence_id FROM people
    UNION ALL SELECT 'organisations', record_id, document_id, section_id, sentence_id FROM organisations
    UNION ALL SELECT 'dates', record_id, document_id, section_id, sentence_id FROM dates
    UNION ALL SELECT 'accountability', record_id, document_id, section_id, sentence_id FROM accountability
    UNION ALL SELECT 'events', record_id, document_id, section_id, sentence_id FROM events
    UNION ALL SELECT 'contacts', record_id, document_id, section_id, sentence_id FROM contacts
)
SELECT name, id, 'document_id' AS pointer, document_id AS points_at
FROM rows_of ANTI JOIN documents USING (document_id)
UNION ALL
SELECT name, id, 'section_id', section_id
FROM rows_of ANTI JOIN sections ON rows_of.section_id = sections.section_id AND rows_of.document_id = sections.document_id
WHERE section_id IS NOT NULL
UNION ALL
SELECT name, id, 'sentence_id', sentence_id
FROM rows_of ANTI JOIN sentences ON rows_of.sentence_id = sentences.sentence_id AND rows_of.document_id = sentences.document_id
WHERE sentence_id IS NOT NULL
UNION ALL
SELECT 'documents', document_id, 'source_path', source_path FROM documents ANTI JOIN sources USING (source_path)
UNION ALL
SELECT 'document_sources', document_id, 'source_path', source_path FROM document_sources ANTI JOIN sources USING (source_path)
UNION ALL
SELECT 'source_texts', source_path, 'source_path', source_path FROM source_texts ANTI JOIN sources USING (source_path)
UNION ALL
SELECT 'rejects', source_path, 'source_path', source_path FROM rejects ANTI JOIN sources USING (source_path)
ORDER BY ALL
