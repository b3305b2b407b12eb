-- title: Documents that are the same as before have far fewer facts of a kind
-- severity: error
-- why: A rule that was changed, or a library that was updated, loses facts without an error. The same documents with a
--    tenth less of a kind (and 20 facts at least) is more than a correction; `--accept lost_facts=REASON` where it is meant.
WITH same AS (SELECT document_id FROM documents SEMI JOIN before.documents USING (document_id)),
facts_now AS (
    SELECT 'documents with a district' AS kind, count(*) AS facts FROM documents SEMI JOIN same USING (document_id) WHERE district_code IS NOT NULL
    UNION ALL SELECT 'documents with a year', count(*) FROM documents SEMI JOIN same USING (document_id) WHERE year IS NOT NULL
    UNION ALL SELECT 'sections', count(*) FROM sections SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'sentences', count(*) FROM sentences SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'measures', count(*) FROM measures SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'problems', count(*) FROM problems SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'assignments', count(*) FROM assignments SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'metrics', count(*) FROM metrics SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'citations', count(*) FROM citations SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'meetings', count(*) FROM meetings SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'agenda_items', count(*) FROM agenda_items SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'people', count(*) FROM people SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'organisations', count(*) FROM organisations SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'dates', count(*) FROM dates SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'accountability', count(*) FROM accountability SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'events', count(*) FROM events SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'contacts', count(*) FROM contacts SEMI JOIN same USING (document_id)
),
facts_before AS (
    SELECT 'documents with a district' AS kind, count(*) AS facts FROM before.documents SEMI JOIN same USING (document_id) WHERE district_code IS NOT NULL
    UNION ALL SELECT 'documents with a year', count(*) FROM before.documents SEMI JOIN same USING (document_id) WHERE year IS NOT NULL
    UNION ALL SELECT 'sections', count(*) FROM before.sections SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'sentences', count(*) FROM before.sentences SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'measures', count(*) FROM before.measures SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'problems', count(*) FROM before.problems SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'assignments', count(*) FROM before.assignments SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'metrics', count(*) FROM before.metrics SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'citations', count(*) FROM before.citations SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'meetings', count(*) FROM before.meetings SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'agenda_items', count(*) FROM before.agenda_items SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'people', count(*) FROM before.people SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'organisations', count(*) FROM before.organisations SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'dates', count(*) FROM before.dates SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'accountability', count(*) FROM before.accountability SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'events', count(*) FROM before.events SEMI JOIN same USING (document_id)
    UNION ALL SELECT 'contacts', count(*) FROM before.contacts SEMI JOIN same USING (document_id)
)
SELECT kind, facts_before.facts AS facts_before, facts_now.facts AS facts_now
FROM facts_before
JOIN facts_now USING (kind)
WHERE facts_before.facts - facts_now.facts >= 20 AND facts_now.facts * 10 < facts_before.facts * 9
ORDER BY kind
