-- parameters: wanted
-- needs:
-- example: FROM search('行政 复议') LIMIT 20
-- Sentences that hold all of the words, which are set apart by blanks, best first (BM25 with k1 = 1.2 and b = 0.75 over
-- the stored words). A word is found as jieba cuts it; for any string of characters use contains(text, '…').
WITH terms AS (
    SELECT DISTINCT unnest(string_split(trim(wanted), ' ')) AS word
),

asked AS (
    SELECT word FROM terms WHERE word <> ''
),

lengths AS (
    SELECT count(*) AS sentences, sum(len(words)) AS words FROM sentences
),

hits AS (
    SELECT asked.word, word_places.sentence_id, word_places.times, word_places.words
    FROM word_places
    JOIN asked USING (word)
),

held AS (
    SELECT word, count(*) AS sentences FROM hits GROUP BY word
),

scored AS (
    SELECT
        hits.sentence_id,
        round(
            sum(
                (
                    ln(1 + (lengths.sentences - held.sentences + 0.5) / (held.sentences + 0.5))
                    * hits.times * 2.2
                    / (hits.times + 1.2 * (0.25 + 0.75 * hits.words * lengths.sentences / lengths.words))
                )::DECIMAL(18, 9)
            ),
            4
        )::DECIMAL(12, 4) AS score
    FROM hits
    JOIN held USING (word)
    CROSS JOIN lengths
    GROUP BY hits.sentence_id
    HAVING count(*) = (SELECT count(*) FROM asked)
)

SELECT
    scored.score,
    sentences.province,
    sentences.city,
    sentences.district,
    sentences.district_code,
    sentences.year,
    sentences.text,
    sentences.sentence_id,
    sentences.document_id
FROM scored
JOIN sentences USING (sentence_id)
ORDER BY scored.score DESC, sentences.sentence_id
