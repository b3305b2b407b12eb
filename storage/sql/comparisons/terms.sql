-- title: 特色用词
-- title_en: Terms
-- question: 哪些词使一个区县有别于其他区县?
-- question_en: Which words set a district apart from the others?
-- grain: district and word, at most 30 words a district; a district without documents has one row without a word
-- key: province, city, district, district_code, word
-- counted: sentences, documents
-- column province: Province
-- column city: Prefecture-level city
-- column district: District or county
-- column district_code: Code in force at the date of the documents
-- column word: The word, as jieba cuts it; two characters or more, not a part of the district's or city's own name
-- column rank: 1 is the word that sets the district apart most
-- column score: Log-odds of the word here against all other districts, over its standard deviation, with a prior
--    that is the whole lake's distribution (Monroe et al. 2008, "Fightin' Words")
-- column count: Occurrences in this district
-- column sentences: Sentences of this district that hold it
-- column documents: Documents of this district that hold it
-- column count_elsewhere: Occurrences in all other districts
-- column districts: Districts that use it
-- column kind_of_empty: not_collected where the lake has no document of this district, not_reported where no word sets it apart
WITH used AS (
    SELECT place, word, count FROM district_words
),

sizes AS (
    SELECT place, sum(count) AS size FROM used GROUP BY place
),

-- A word of one or two mentions says nothing of a district: only its total counts. The others go along, so that the
-- millions of words of all districts are passed over once.
everywhere AS (
    SELECT
        word,
        sum(count) AS total,
        count(*) AS districts,
        list({'place': place, 'count': count}) FILTER (count >= 3) AS often
    FROM used
    GROUP BY word
),

-- Exact counts first; everything below is arithmetic within one row.
counted AS (
    SELECT
        here.*,
        sizes.size,
        (SELECT sum(size) FROM sizes) AS all_words
    FROM (SELECT word, total, districts, unnest(often, recursive := true) FROM everywhere) AS here
    JOIN sizes USING (place)
    -- Against nobody there is nothing to compare.
    WHERE sizes.size < all_words
),

-- The prior weighs as much as 1,000 words of text, spread as the whole lake is.
weighed AS (
    SELECT
        *,
        count + 1000.0::DOUBLE * total / all_words AS here,
        total - count + 1000.0::DOUBLE * total / all_words AS there,
        size + 1000.0::DOUBLE AS size_here,
        all_words - size + 1000.0::DOUBLE AS size_there
    FROM counted
),

scored AS (
    SELECT
        *,
        round(
            (ln(here / (size_here - here)) - ln(there / (size_there - there))) / sqrt(1 / here + 1 / there), 4
        )::DECIMAL(12, 4) AS score
    FROM weighed
    WHERE size_here > here AND size_there > there
),

-- The highest score first, then the highest count, then the word.
best AS (
    SELECT
        place, -below_score AS score, -below_count AS count, word, total, districts
    FROM (
        SELECT
            place,
            unnest(
                min(
                    {
                        'below_score': -score,
                        'below_count': -count,
                        'word': word,
                        'total': total,
                        'districts': districts
                    },
                    30
                ),
                recursive := true
            )
        FROM scored
        WHERE score > 0
        GROUP BY place
    ) AS first_ones
),

-- Where these few words stand is asked of the sentences once more; to keep it for every word would be most of the work.
held AS (
    SELECT
        best.place,
        best.word,
        count(DISTINCT spoken.sentence_id) AS sentences,
        count(DISTINCT spoken.document_id) AS documents
    FROM best
    JOIN (
        SELECT place, unnest(words) AS word, sentence_id, document_id
        FROM (SELECT *, hash(province, city, district, district_code) AS place FROM sentences WHERE district IS NOT NULL)
    ) AS spoken
        ON best.place = spoken.place AND best.word = spoken.word
    GROUP BY best.place, best.word
)

SELECT
    scope.province,
    scope.city,
    scope.district,
    scope.district_code,
    best.word,
    if(
        best.word IS NULL,
        NULL,
        row_number() OVER (PARTITION BY best.place ORDER BY best.score DESC, best.count DESC, best.word)
    )::INTEGER AS rank,
    best.score,
    coalesce(best.count, 0)::BIGINT AS count,
    coalesce(held.sentences, 0)::BIGINT AS sentences,
    coalesce(held.documents, 0)::BIGINT AS documents,
    coalesce(best.total - best.count, 0)::BIGINT AS count_elsewhere,
    coalesce(best.districts, 0)::BIGINT AS districts,
    if(best.word IS NOT NULL, NULL, if(scope.collected, 'not_reported', 'not_collected')) AS kind_of_empty
FROM scope_districts AS scope
LEFT JOIN best ON hash(scope.province, scope.city, scope.district, scope.district_code) = best.place
LEFT JOIN held ON best.place = held.place AND best.word = held.word
ORDER BY scope.province, scope.city, scope.district_code NULLS LAST, scope.district, rank NULLS LAST
