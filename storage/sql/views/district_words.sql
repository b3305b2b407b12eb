-- How often each district uses each word, in how many sentences and documents. Words of two or more Han
-- characters; what counts off (一是, 第二) and a word that is a part of the name
-- of the district or its city tell nothing and are left out.
WITH spoken AS (
    SELECT province, city, district, district_code, document_id, sentence_id, unnest(words) AS word
    FROM sentences
    WHERE district IS NOT NULL
)
SELECT
    province,
    city,
    district,
    district_code,
    word,
    count(*) AS count,
    count(DISTINCT sentence_id) AS sentences,
    count(DISTINCT document_id) AS documents
FROM spoken
WHERE
    regexp_full_match(word, '\p{Han}{2,}')
    AND NOT regexp_full_match(word, '第?[一二三四五六七八九十百千万两]+[是要来]?')
    AND NOT contains(concat_ws('/', district, city, province), word)
GROUP BY province, city, district, district_code, word
