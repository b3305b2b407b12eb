-- title: A document has not exactly one owner, or its owner is not where the document says
-- severity: error
-- why: Equal texts are one document, and only its owner's rows are kept; with two owners rows would stand twice,
--    with none the document would be lost at the next run.
SELECT
    document_id,
    count(*) FILTER (document_sources.is_owner) AS owners,
    list_sort(list(DISTINCT document_sources.source_path)) AS occurs_in
FROM document_sources
FULL JOIN documents USING (document_id)
GROUP BY document_id
HAVING
    count(*) FILTER (
        document_sources.is_owner
        AND document_sources.source_path = documents.source_path
        AND document_sources.start_char = documents.start_char
        AND document_sources.end_char = documents.end_char
    ) <> 1
    OR count(*) FILTER (document_sources.is_owner) <> 1
ORDER BY document_id
