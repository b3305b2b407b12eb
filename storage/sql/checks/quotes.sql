-- title: A quote is not what stands in the document at its span
-- severity: error
-- why: The provenance law: quote == documents.text[text_start:text_end], and inside the document. DuckDB's
--    substring counts code points, as Python does; text_start is from 0, substring from 1.
WITH quoted AS (
    SELECT 'sentences' AS name, sentence_id AS id, document_id, start_char, end_char, text_start, text_end, text AS quote FROM sentences
    UNION ALL SELECT 'measures', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM measures
    UNION ALL SELECT 'problems', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM problems
    UNION ALL SELECT 'assignments', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM assignments
    UNION ALL SELECT 'metrics', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM metrics
    UNION ALL SELECT 'citations', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM citations
    UNION ALL SELECT 'meetings', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM meetings
    UNION ALL SELECT 'agenda_items', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM agenda_items
    UNION ALL SELECT 'people', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM people
    UNION ALL SELECT 'organisations', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM organisations
    UNION ALL SELECT 'dates', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM dates
    UNION ALL SELECT 'accountability', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM accountability
    UNION ALL SELECT 'events', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM events
    UNION ALL SELECT 'contacts', record_id, document_id, start_char, end_char, text_start, text_end, quote FROM contacts
)
SELECT
    quoted.name,
    quoted.id,
    quoted.document_id,
    quoted.text_start,
    quoted.text_end,
    quoted.quote,
    substring(documents.text, quoted.text_start + 1, quoted.text_end - quoted.text_start) AS stands_there
FROM quoted
JOIN documents USING (document_id)
WHERE
    quoted.text_start < 0
    OR quoted.text_end <= quoted.text_start
    OR quoted.text_end > documents.character_count
    OR quoted.start_char < documents.start_char
    OR quoted.end_char > documents.end_char
    OR quoted.end_char < quoted.start_char
    OR quoted.quote <> substring(documents.text, quoted.text_start + 1, quoted.text_end - quoted.text_start)
ORDER BY quoted.name, quoted.id
