-- Rows of an invented country: `size.districts` districts, ten to a city and a hundred to a province, a document a year.
-- `indicator_list` and `theme_list` are the codes that the project knows. A document states twelve indicators, speaks of
-- some others, and shares sentences with the whole country (formulae), with its city, or with nobody.
CREATE TABLE vocabulary AS
SELECT list(chr((19968 + (number * 7919) % 6000)::INTEGER) || chr((19968 + (number * 104729) % 6000)::INTEGER)) AS words
FROM range(3000) AS one(number);

CREATE TABLE codes AS
SELECT
    (SELECT list(code ORDER BY code) FROM indicator_list) AS indicators,
    (SELECT list(code ORDER BY code) FROM theme_list) AS themes,
    (SELECT list(word ORDER BY word) FROM (SELECT DISTINCT unnest(mentions) AS word FROM indicator_list)) AS mentions;

CREATE TABLE bare_documents AS
SELECT
    md5(concat_ws('/', 'document', district, year)) AS document_id,
    concat('第', district // 100, '省') AS province,
    concat('第', district // 10, '市') AS city,
    concat('第', district, '区') AS district,
    format('{:06d}', district) AS district_code,
    (2020 + year)::INTEGER AS year,
    district AS number,
    concat(district, '/', year, '.txt') AS source_path,
    0 AS start_char,
    5000 AS end_char,
    concat('关于印发《第', district, '区行动方案》的通知') AS title,
    ['annual_report', 'rectification_report', 'work_report', 'notice', 'meeting_minutes'][1 + (district + year) % 5] AS document_type,
    make_date(2020 + year, 3, 1) AS signed_date,
    make_date(2020 + year, 3, 1) + (district % 60)::INTEGER AS publish_date,
    'simplified' AS script,
    []::VARCHAR[] AS fixes
FROM
    (SELECT unnest(range(districts)) AS district FROM size) AS one,
    (SELECT unnest(range(years)) AS year FROM size) AS other;

CREATE TABLE places AS
SELECT document_id, province, city, district, district_code, year, number, document_type FROM bare_documents;

CREATE TABLE made_sections AS
SELECT
    places.* EXCLUDE (number, document_type),
    md5(concat_ws('/', document_id, 'section', position)) AS section_id,
    1 AS level,
    position::INTEGER AS ordinal,
    '标题' AS heading,
    ['标题'] AS path,
    0 AS start_char, 10 AS end_char, 0 AS text_start, 10 AS text_end, 10 AS tree_text_end,
    codes.themes[1 + (hash(document_id, position) % len(codes.themes))::INTEGER] AS theme_code,
    ['problem', 'remedy', 'neutral'][1 + position % 3] AS stance
FROM places, codes, range(8) AS one(position);

-- Of ten two are formulae of 300, in which every third time one word is another; one is the city's, one speaks of an
-- indicator, and the others are drawn anew for each.
CREATE TABLE made_sentences AS
SELECT
    * EXCLUDE (seed, own),
    array_to_string(words, '') AS text
FROM (
    SELECT
        one.* EXCLUDE (position),
        list_concat(
            CASE WHEN position % 10 = 3 THEN [codes.mentions[1 + (seed % len(codes.mentions))::INTEGER]] END,
            list_transform(
                range(12 + (seed % 15)::INTEGER),
                lambda turn : vocabulary.words[1 + (hash(CASE WHEN turn = 5 THEN own ELSE seed END, turn) % 3000)::INTEGER]
            ),
            ['。']
        ) AS words
    FROM (
        SELECT
            places.* EXCLUDE (number, document_type),
            position,
            md5(concat_ws('/', document_id, 'sentence', position)) AS sentence_id,
            md5(concat_ws('/', document_id, 'section', position % 8)) AS section_id,
            position::INTEGER * 40 AS start_char, position::INTEGER * 40 + 40 AS end_char,
            position::INTEGER * 40 AS text_start, position::INTEGER * 40 + 40 AS text_end,
            CASE
                WHEN position % 5 = 0 THEN hash(document_id, position) % 300
                WHEN position % 10 = 1 THEN hash(province, city, year, position)
                ELSE hash(document_id, position)
            END AS seed,
            CASE WHEN number % 3 = 0 THEN hash(document_id, position) ELSE seed END AS own
        FROM places, range(100) AS one(position)
    ) AS one, vocabulary, codes
) AS other;

CREATE TABLE made_documents AS
SELECT bare_documents.*, told.text, length(told.text)::INTEGER AS character_count
FROM bare_documents
JOIN (SELECT document_id, string_agg(text, '' ORDER BY text_start) AS text FROM made_sentences GROUP BY document_id) AS told
    USING (document_id);

CREATE TABLE facts AS
SELECT
    places.* EXCLUDE (number, document_type),
    position,
    number,
    document_type,
    md5(concat_ws('/', document_id, 'record', position)) AS record_id,
    md5(concat_ws('/', document_id, 'section', position % 8)) AS section_id,
    md5(concat_ws('/', document_id, 'sentence', position)) AS sentence_id,
    'generated' AS rule,
    0 AS start_char, 4 AS end_char, 0 AS text_start, 4 AS text_end,
    '原文' AS quote,
    hash(document_id, position, 'fact') AS seed
FROM places, range(20) AS one(position);

CREATE TABLE made_measures AS
SELECT
    facts.*,
    position::INTEGER AS ordinal,
    '一是' AS marker,
    array_to_string(
        list_transform(
            range(4 + (seed % 4)::INTEGER),
            lambda turn : vocabulary.words[1 + (hash(CASE WHEN seed % 4 = 0 THEN seed % 500 ELSE seed END, turn) % 3000)::INTEGER]
        ),
        ''
    ) AS headline,
    '' AS text,
    codes.themes[1 + (seed % len(codes.themes))::INTEGER] AS topic_code
FROM facts, vocabulary, codes;

CREATE TABLE made_metrics AS
SELECT
    facts.*,
    concat('数量', position) AS label,
    concat('数量', position) AS label_head,
    (seed % 10000)::DECIMAL(38, 6) AS value,
    '件' AS unit,
    (seed % 10000)::DECIMAL(38, 6) AS value_normalized,
    '件' AS unit_normalized,
    CASE WHEN position % 4 = 0 THEN 'target' ELSE 'actual' END AS value_status,
    'district' AS scope_kind,
    CASE WHEN position < 12 THEN codes.indicators[1 + (seed % len(codes.indicators))::INTEGER] END AS indicator_code
FROM facts, codes;

CREATE TABLE made_citations AS
SELECT facts.*, concat('条例', seed % 2000) AS title, false AS nested, '落实' AS action, 'unknown' AS issuer_level FROM facts WHERE position < 12;

CREATE TABLE made_problems AS
SELECT facts.*, concat('问题', seed % 50000) AS problem, CASE WHEN seed % 3 > 0 THEN '整改' END AS response, '常规' AS stream, '完成' AS status
FROM facts
WHERE document_type = 'rectification_report';

CREATE TABLE made_assignments AS
SELECT
    facts.*, '任务' AS title,
    [concat(district, '局', seed % 30)] AS lead_units, []::VARCHAR[] AS responsible_units, []::VARCHAR[] AS cooperating_units,
    '2024年底' AS deadline_text, 'year' AS deadline_kind
FROM facts
WHERE document_type IN ('notice', 'rectification_report') AND position < 10;

CREATE TABLE made_meetings AS
SELECT facts.*, '常务会议' AS name, '区政府' AS body, make_date(year, 5, 6) AS date FROM facts WHERE document_type = 'meeting_minutes' AND position < 1;

CREATE TABLE made_agenda_items AS
SELECT facts.*, '审议' AS kind, '议题' AS title, []::VARCHAR[] AS cited_titles, []::VARCHAR[] AS assigned_units
FROM facts
WHERE document_type = 'meeting_minutes' AND position < 6;

CREATE TABLE made_people AS
SELECT facts.*, '张三' AS name, '出席' AS role FROM facts WHERE document_type = 'meeting_minutes';

CREATE TABLE made_accountability AS
SELECT facts.*, '立案' AS kind, (seed % 20)::DECIMAL(38, 6) AS value, '人' AS unit FROM facts WHERE document_type = 'rectification_report' AND position < 4;

CREATE TABLE made_events AS
SELECT
    facts.*, ['on_site_start', 'on_site_end', 'feedback', 'publication'][1 + position] AS kind,
    make_date(year, 1, 5) + (position * 40 + number % 20)::INTEGER AS date,
    concat('市委第', number % 8, '巡察组') AS group_name, []::VARCHAR[] AS streams
FROM facts
WHERE document_type = 'rectification_report' AND position < 4;
