-- Provinces of the comparisons: those that have a document, and those that the caller asked for beside them.
SELECT province FROM documents
UNION
SELECT province FROM wider_scope
