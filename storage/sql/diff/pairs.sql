-- Documents of two snapshots that are the same document edited: equal source and title, another id.
-- In: old_documents and new_documents (document_id, source_path, title, start_char). Out: old_id, new_id.
-- Where a source has several untitled or equally titled ones, the first is paired with the first, and so on.
WITH gone AS (
    SELECT o.*, row_number() OVER (PARTITION BY source_path, title ORDER BY start_char, document_id) AS position
    FROM old_documents o ANTI JOIN new_documents USING (document_id)
),
come AS (
    SELECT n.*, row_number() OVER (PARTITION BY source_path, title ORDER BY start_char, document_id) AS position
    FROM new_documents n ANTI JOIN old_documents USING (document_id)
)
SELECT gone.document_id AS old_id, come.document_id AS new_id
FROM gone JOIN come USING (source_path, title, position)
ORDER BY old_id
