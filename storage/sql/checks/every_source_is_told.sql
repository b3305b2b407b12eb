-- title: A rejected source has no reason, or a readable one was lost
-- severity: error
-- why: Nothing is lost: what was refused says why, and what was read has its documents.
SELECT source_path, status, reason_code, document_count
FROM sources
WHERE
    (status = 'rejected' AND (reason_code IS NULL OR source_path NOT IN (SELECT source_path FROM rejects)))
    OR (status IN ('ok', 'duplicate') AND document_count > 0 AND source_path NOT IN (SELECT source_path FROM document_sources))
ORDER BY source_path
