-- title: A correction could not be carried out
-- severity: error
-- why: A correction that nothing comes of is a mistake that is published again. The source changed, or it is read otherwise
--    now: look at the line of the file of corrections, mend it or delete it.
SELECT line, status, document_id, table_name, row_id, field, expected, found
FROM corrections
WHERE status <> 'applied'
ORDER BY line
