-- title: 文本复用
-- title_en: Reuse
-- question: 哪些文档有相同的段落,每份文档有多少是自己的话?
-- question_en: Which documents share passages, and how much of each document is its own?
-- grain: document and another document that shares passages with it, seen from each of the two, at most 20 a document;
--    a document that shares none with another has one row, and so has a district without documents
-- key: province, city, district, district_code, document_id, other_document_id
-- counted: shared_sentences, other_sentences
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column year: Year of the document
-- column document_id: The document
-- column title: Its title
-- column characters: Characters of its sentences
-- column own_characters: Of these, in sentences that no other district has in much the same words
-- column own_share: own_characters of characters
-- column other_documents: Documents with which it shares 50 characters or more in sentences that no more than 30 documents
--    have; what more of them have is a formula and makes no pair
-- column other_document_id: One of them; the 20 that share most are listed
-- column other_title: Its title
-- column other_province: Its province
-- column other_city: Its city
-- column other_district: Its district
-- column other_year: Its year; which of the two was first, or whether both had it from a third, the table does not say
-- column same_district: True for another document of the same district; null where one of the two names no district
-- column shared_sentences: Sentences of the document that the other has too, formulae included
-- column other_sentences: Sentences of the other that this one has
-- column shared_characters: Characters of shared_sentences
-- column shared_share: shared_characters of characters
-- column kind_of_empty: not_collected where the lake has no document of this district
WITH lengths AS (
    SELECT document_id, sum(length(text))::BIGINT AS characters FROM sentences GROUP BY document_id
),

elsewhere AS (
    SELECT document_id, sum(characters) AS characters FROM shared_passages WHERE districts > 1 GROUP BY document_id
),

told AS (
    SELECT
        documents.province,
        documents.city,
        documents.district,
        documents.district_code,
        documents.year,
        documents.document_id,
        coalesce(documents.title, documents.title_inferred) AS title,
        coalesce(lengths.characters, 0) AS characters,
        coalesce(lengths.characters, 0) - coalesce(elsewhere.characters, 0) AS own_characters
    FROM documents
    LEFT JOIN lengths USING (document_id)
    LEFT JOIN elsewhere USING (document_id)
),

-- What more than 30 documents have would make pairs of everything with everything.
pairs AS (
    SELECT one.document_id, other.document_id AS other_id, sum(one.characters) AS rare_characters
    FROM shared_passages AS one
    JOIN shared_passages AS other ON one.group_id = other.group_id AND one.document_id <> other.document_id
    WHERE one.documents <= 30
    GROUP BY one.document_id, other.document_id
    HAVING sum(one.characters) >= 50
),

listed AS (
    SELECT
        document_id,
        other_id,
        count(*) OVER (PARTITION BY document_id) AS other_documents
    FROM pairs
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY rare_characters DESC, other_id) <= 20
),

shared AS (
    SELECT
        listed.document_id,
        listed.other_id,
        listed.other_documents,
        sum(one.sentences) AS sentences,
        sum(other.sentences) AS other_sentences,
        sum(one.characters) AS characters
    FROM listed
    JOIN shared_passages AS one ON listed.document_id = one.document_id
    JOIN shared_passages AS other ON listed.other_id = other.document_id AND one.group_id = other.group_id
    GROUP BY listed.document_id, listed.other_id, listed.other_documents
),

laid_out AS (
    SELECT
        one.*,
        coalesce(shared.other_documents, 0) AS other_documents,
        shared.other_id AS other_document_id,
        other.title AS other_title,
        other.province AS other_province,
        other.city AS other_city,
        other.district AS other_district,
        other.year AS other_year,
        concat_ws('/', one.province, one.city, one.district, one.district_code)
        = concat_ws('/', other.province, other.city, other.district, other.district_code) AS same_district,
        coalesce(shared.sentences, 0) AS shared_sentences,
        coalesce(shared.other_sentences, 0) AS other_sentences,
        coalesce(shared.characters, 0) AS shared_characters,
        NULL AS kind_of_empty
    FROM told AS one
    LEFT JOIN shared USING (document_id)
    LEFT JOIN told AS other ON shared.other_id = other.document_id
    UNION ALL BY NAME
    SELECT
        *,
        0 AS characters,
        0 AS own_characters,
        0 AS other_documents,
        0 AS shared_sentences,
        0 AS other_sentences,
        0 AS shared_characters
    FROM silent_districts('told')
)

SELECT
    province,
    city,
    district,
    district_code,
    year,
    document_id,
    title,
    characters::BIGINT AS characters,
    own_characters::BIGINT AS own_characters,
    round(own_characters::DOUBLE / nullif(characters, 0), 4)::DECIMAL(5, 4) AS own_share,
    other_documents::BIGINT AS other_documents,
    other_document_id,
    other_title,
    other_province,
    other_city,
    other_district,
    other_year,
    if(district IS NULL OR other_district IS NULL, NULL, same_district) AS same_district,
    shared_sentences::BIGINT AS shared_sentences,
    other_sentences::BIGINT AS other_sentences,
    shared_characters::BIGINT AS shared_characters,
    round(shared_characters::DOUBLE / nullif(characters, 0), 4)::DECIMAL(5, 4) AS shared_share,
    kind_of_empty::VARCHAR AS kind_of_empty
FROM laid_out
ORDER BY
    province,
    city,
    district_code NULLS LAST,
    district NULLS LAST,
    year NULLS LAST,
    document_id NULLS LAST,
    shared_characters DESC,
    other_document_id NULLS LAST
