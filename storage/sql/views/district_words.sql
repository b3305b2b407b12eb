-- How often each district uses each word. Words of two or more Han characters; what counts off (一是, 第二) and a word
-- that is a part of the name of the district or its city tell nothing and are left out. `place` is one number for the
-- four columns that name the district: in a whole country words are counted millions of times.
WITH spoken AS (
    SELECT place, unnest(words) AS word
    FROM (
        SELECT hash(province, city, district, district_code) AS place, words FROM sentences WHERE district IS NOT NULL
    ) AS said
),

counted AS (
    SELECT place, word, count(*) AS count FROM spoken WHERE length(word) > 1 GROUP BY place, word
),

places AS (
    SELECT DISTINCT
        hash(province, city, district, district_code) AS place,
        province,
        city,
        district,
        district_code,
        concat_ws('/', district, city, province) AS names
    FROM documents
    WHERE district IS NOT NULL
)

SELECT places.* EXCLUDE (names), counted.word, counted.count
FROM counted
JOIN places USING (place)
WHERE
    regexp_full_match(counted.word, '\p{Han}{2,}')
    AND NOT regexp_full_match(counted.word, '第?[一二三四五六七八九十百千万两]+[是要来]?')
    AND NOT contains(places.names, counted.word)
