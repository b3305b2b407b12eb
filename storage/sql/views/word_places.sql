-- The inverted list: one row for each word and sentence that holds it, how many times, and how many words the sentence has.
SELECT word, sentence_id, document_id, province, city, district, district_code, year, count(*) AS times, any_value(size) AS words
FROM (
    SELECT
        unnest(words) AS word,
        len(words) AS size,
        sentence_id,
        document_id,
        province,
        city,
        district,
        district_code,
        year
    FROM sentences
) AS one
GROUP BY word, sentence_id, document_id, province, city, district, district_code, year
