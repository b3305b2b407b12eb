-- One row a sentence: how many words it has that are more than punctuation, and whether another district has the
-- same sentence to the letter. Documents that name no district count as one district of their city.
SELECT
    sentence_id,
    document_id,
    province,
    city,
    district,
    district_code,
    len(list_filter(words, lambda word : regexp_matches(word, '[\p{L}\p{N}]'))) AS words,
    min(concat_ws('/', province, city, district, district_code)) OVER same
    <> max(concat_ws('/', province, city, district, district_code)) OVER same AS shared
FROM sentences
WINDOW same AS (PARTITION BY text)
