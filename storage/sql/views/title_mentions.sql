-- Every mention of a title with what the comparison `citations` asks of it. `in_preamble`: it stands before the first
-- chapter of a document that has chapters, where the title and the formulae are (根据《…》,现将有关情况报告如下). `by_another`: the
-- document is not the one that it names. `day`: of the meeting or event that the document reports, else of its signature,
-- else of its publication. `number_year`: the year in the number that is printed after the title.
WITH chapters AS (
    SELECT document_id, min(text_start) AS first_chapter FROM sections WHERE level > 0 GROUP BY document_id
)

SELECT
    citations.*,
    coalesce(citations.text_start < chapters.first_chapter, false) AS in_preamble,
    own.document_id IS NULL AS by_another,
    try_cast(regexp_extract(citations.document_number, '[〔\[(【]((?:19|20)\d\d)[〕\])】]', 1) AS INTEGER) AS number_year,
    coalesce(documents.event_date, documents.signed_date, documents.publish_date) AS day
FROM citations
JOIN documents USING (document_id)
LEFT JOIN chapters USING (document_id)
LEFT JOIN document_names AS own ON citations.document_id = own.document_id AND citations.title = own.name
