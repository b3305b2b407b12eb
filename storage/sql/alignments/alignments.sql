-- title: 同文对齐
-- title_en: Alignments
-- question: 哪些句子、哪些举措在别的文档里也有?
-- question_en: Which sentences and measures do other documents have in much the same words?
-- grain: sentence or headline of a measure that is said elsewhere in much the same words
-- key: kind, id
-- counted: documents
-- column kind: sentence or measure
-- column id: sentence_id or record_id
-- column group_id: Those that say the same have the same
-- column document_id: Its document
-- column province: Province of the document
-- column city: Prefecture-level city
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the document
-- column year: Year of the document
-- column characters: Length of the sentence or headline
-- column documents: Documents in the group
-- column districts: Districts in the group; documents that name none count as one district of their city
--
-- 1. Each text is stripped of what any district would put in differently: its own name, numbers, punctuation, its marker
--    (一是, (二)), of a headline also the words that only add emphasis (进一步, 加强). Equal ones are one text.
-- 2. Candidates share the least of their character n-grams under one of six orders (MinHash; Broder 1997). In a bucket
--    each text is held against the first eight only, so that a formula of thousands of texts costs thousands of looks.
-- 3. Two texts are alike where two thirds of their shorter n-grams are the same (Dice; a Jaccard index of one half).
-- 4. What is alike directly or by up to three steps is one group.
-- tests/alignment measures how much of it is right and how much is found.
WITH units AS NOT MATERIALIZED (
    SELECT 'sentence' AS kind, sentence_id AS id, document_id, province, city, district, district_code, year, text
    FROM sentences
    UNION ALL
    SELECT 'measure', record_id, document_id, province, city, district, district_code, year, headline
    FROM measures
),

-- From here on a text is its id and its key: what else is known of it is fetched again for the few that are shared.

named AS (
    SELECT
        kind,
        id,
        text,
        coalesce(nullif(district, ''), city) AS place,
        nullif(regexp_replace(district, '(自治县|新区|区|县|市|旗)$', ''), '') AS short_place,
        nullif(regexp_replace(city, '(市|地区|盟|自治州)$', ''), '') AS short_city
    FROM units
),

plain AS (
    SELECT
        kind,
        id,
        regexp_replace(
            regexp_replace(
                replace(
                    -- a name of one character is too often a word of its own
                    CASE
                        WHEN length(short_place) > 1 THEN replace(replace(text, place, ''), short_place, '')
                        ELSE replace(text, place, '')
                    END,
                    coalesce(short_city, place),
                    ''
                ),
                '^\s*[((]?(第?[一二三四五六七八九十]+|\d+)([、..))]|是要?|要)',
                ''
            ),
            '[^\p{Han}]',
            '',
            'g'
        ) AS words
    FROM named
),

bare AS (
    SELECT
        *,
        CASE
            WHEN kind = 'measure'
                THEN regexp_replace(
                    words,
                    '进一步|持续|不断|切实|全面|深入|扎实|严格|着力|全力|大力|积极|认真|坚决|狠抓|加强|强化|加大|提升|提高|增强|推进|推动|抓好|抓实|做好|做实',
                    '',
                    'g'
                )
        END AS core
    FROM plain
),

keyed AS MATERIALIZED (
    SELECT kind, id, key, hash(kind, key) AS text_id
    FROM (SELECT *, CASE WHEN length(core) >= 4 THEN core ELSE words END AS key FROM bare) AS one
    WHERE length(key) >= 4
),

-- `broad` n-grams find candidates, `fine` ones decide.
texts AS MATERIALIZED (
    SELECT
        text_id,
        any_value(key) AS key,
        any_value(CASE kind WHEN 'measure' THEN 3 ELSE 5 END) AS broad,
        any_value(CASE kind WHEN 'measure' THEN 2 ELSE 3 END) AS fine
    FROM keyed
    GROUP BY text_id
),

-- One row a gram: as elements of lists they would be cut out and compared one by one.
signed AS (
    SELECT
        text_id,
        [
            min(xor(gram, hash(0::BIGINT))),
            min(xor(gram, hash(1::BIGINT))),
            min(xor(gram, hash(2::BIGINT))),
            min(xor(gram, hash(3::BIGINT))),
            min(xor(gram, hash(4::BIGINT))),
            min(xor(gram, hash(5::BIGINT)))
        ] AS least
    FROM (
        SELECT text_id, hash(substring(key, place, broad)) AS gram
        FROM (SELECT *, unnest(range(1, length(key) - broad + 2)) AS place FROM texts WHERE length(key) > broad) AS cut
    ) AS grams
    GROUP BY text_id
),

buckets AS MATERIALIZED (
    SELECT text_id, unnest(list_transform(range(6), lambda turn : hash(turn, least[turn + 1]))) AS bucket
    FROM signed
),

-- Nearly all buckets hold one text; only the others are worth a list.
crowded AS (
    SELECT bucket FROM buckets GROUP BY bucket HAVING count(*) > 1
),

leaders AS (
    SELECT bucket, min(text_id, 8) AS firsts
    FROM buckets
    SEMI JOIN crowded USING (bucket)
    GROUP BY bucket
),

candidates AS (
    SELECT DISTINCT least(text_id, first) AS one_id, greatest(text_id, first) AS other_id
    FROM (SELECT buckets.text_id, unnest(leaders.firsts) AS first FROM buckets JOIN leaders USING (bucket)) AS pairs
    WHERE text_id <> first
),

-- Taken out of a list: through that no condition moves down. The planner would hold every text against every other
-- before it looks at the candidates.
facing AS (
    SELECT
        candidates.one_id,
        candidates.other_id,
        unnest([{'one_key': one.key, 'other_key': other.key, 'fine': one.fine}], recursive := true)
    FROM candidates
    JOIN texts AS one ON candidates.one_id = one.text_id
    JOIN texts AS other ON candidates.other_id = other.text_id
),

alike AS MATERIALIZED (
    SELECT one_id, other_id
    FROM (
        SELECT *, unnest(range(1, length(one_key) - fine + 2)) AS place
        FROM facing
        -- neither can be more than twice as long as the other, which is cheap to see
        WHERE length(one_key) <= 2 * length(other_key) AND length(other_key) <= 2 * length(one_key)
    ) AS cut
    GROUP BY one_id, other_id
    HAVING
        3 * count(*) FILTER (
            -- mostly it stands at the same place, which is quicker seen
            CASE
                WHEN substring(one_key, place, fine) = substring(other_key, place, fine) THEN true
                ELSE contains(other_key, substring(one_key, place, fine))
            END
        ) >= any_value(length(one_key) + length(other_key) - 2 * fine + 2)
),

neighbours AS MATERIALIZED (
    SELECT one_id AS text_id, other_id AS near FROM alike
    UNION ALL
    SELECT other_id, one_id FROM alike
    UNION
    SELECT one_id, one_id FROM alike
    UNION
    SELECT other_id, other_id FROM alike
),

-- Each text takes the least number that it can reach, three times over.
once AS (
    SELECT text_id, min(near) AS least FROM neighbours GROUP BY text_id
),

twice AS (
    SELECT neighbours.text_id, min(once.least) AS least
    FROM neighbours
    JOIN once ON neighbours.near = once.text_id
    GROUP BY neighbours.text_id
),

thrice AS (
    SELECT neighbours.text_id, min(twice.least) AS least
    FROM neighbours
    JOIN twice ON neighbours.near = twice.text_id
    GROUP BY neighbours.text_id
),

grouped AS MATERIALIZED (
    SELECT keyed.kind, keyed.id, coalesce(thrice.least, keyed.text_id) AS least
    FROM keyed
    LEFT JOIN thrice USING (text_id)
),

several AS (
    SELECT least FROM grouped GROUP BY least HAVING count(*) > 1
),

members AS MATERIALIZED (
    SELECT units.* EXCLUDE (text), length(units.text)::INTEGER AS characters, grouped.least
    FROM units
    JOIN (SELECT * FROM grouped SEMI JOIN several USING (least)) AS grouped USING (kind, id)
),

sizes AS (
    SELECT
        least,
        md5(min(id)) AS group_id,
        count(*) AS members,
        count(DISTINCT document_id) AS documents,
        count(DISTINCT hash(province, city, district, district_code)) AS districts
    FROM members
    GROUP BY least
)

SELECT
    members.kind,
    members.id,
    sizes.group_id,
    members.document_id,
    members.province,
    members.city,
    members.district,
    members.district_code,
    members.year,
    members.characters,
    sizes.documents,
    sizes.districts
FROM members
JOIN sizes USING (least)
-- a heading that one document has twice is one measure, a sentence that it has twice is no shared one
WHERE sizes.documents > 1 OR (sizes.members > 1 AND members.kind = 'measure')
ORDER BY members.kind, sizes.group_id, members.id
