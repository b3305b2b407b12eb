-- title: A key stands for more than one row
-- severity: error
-- why: Everything that points at a row (evidence, foreign keys, the next run's merge) relies on its key being its own.
WITH keys AS (
    SELECT 'sources' AS name, source_path AS key FROM sources
    UNION ALL SELECT 'source_texts', source_path FROM source_texts
    UNION ALL SELECT 'document_sources', concat_ws(' ', document_id, start_char, source_path) FROM document_sources
    UNION ALL SELECT 'documents', document_id FROM documents
    UNION ALL SELECT 'corrections', correction_id FROM corrections
    UNION ALL SELECT 'sections', section_id FROM sections
    UNION ALL SELECT 'sentences', sentence_id FROM sentences
    UNION ALL SELECT 'measures', record_id FROM measures
    UNION ALL SELECT 'problems', record_id FROM problems
    UNION ALL SELECT 'assignments', record_id FROM assignments
    UNION ALL SELECT 'metrics', record_id FROM metrics
    UNION ALL SELECT 'citations', record_id FROM citations
    UNION ALL SELECT 'meetings', record_id FROM meetings
    UNION ALL SELECT 'agenda_items', record_id FROM agenda_items
    UNION ALL SELECT 'people', record_id FROM people
    UNION ALL SELECT 'organisations', record_id FROM organisations
    UNION ALL SELECT 'dates', record_id FROM dates
    UNION ALL SELECT 'accountability', record_id FROM accountability
    UNION ALL SELECT 'events', record_id FROM events
    UNION ALL SELECT 'contacts', record_id FROM contacts
)
SELECT name, key, count(*) AS row_count
FROM keys
GROUP BY name, key
HAVING count(*) > 1
ORDER BY name, key
