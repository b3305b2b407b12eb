-- title: 问题对照
-- title_en: Problems
-- question: 巡视巡察在各区县发现了哪些问题(原话),改到什么程度,哪些区县公开问题,哪些只公开整改?
-- question_en: Which problems were found where, in the words of the report, how far are they remedied, and which districts publish only the remedy?
-- grain: district and kind of inspection; a district without a problem has one row
-- key: province, city, district, district_code, stream
-- counted: problems, answered, unanswered, completed, mostly_completed, continuing, without_status, problem_headings, remedy_headings
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column stream: Kind of inspection; null where the report names none, or where a district states shortcomings of its own accord
-- column problems: Problems
-- column wordings: The problems in the words of the report, each wording once, in order of the text
-- column shared_wordings: Wordings that another district's report has to the letter; a report that names no district is none
-- column answered: Problems whose remedy is published with them
-- column unanswered: Problems without one
-- column completed: Problems reported as 完成
-- column mostly_completed: Problems reported as 基本完成
-- column continuing: Problems reported as 持续推进
-- column without_status: Problems for which the report states none of the three
-- column publishes: What the district's reports on rectification publish in all: problem_and_remedy, problem_only, remedy_only,
--    mostly_remedy (fewer than one problem among ten problems and remedies) or neither; null where it has no such report
-- column problem_headings: Headings of these reports that state a problem, of all kinds of inspection
-- column remedy_headings: Headings of these reports that announce a remedy, of all kinds of inspection
-- column kind_of_empty: not_reported where the district has rectification reports and none states a problem, not_collected
--    where it has none
WITH worded AS (
    SELECT
        problem,
        count(DISTINCT concat_ws('/', province, city, district, district_code)) FILTER (district IS NOT NULL) AS districts
    FROM problems
    GROUP BY problem
),

-- One row a wording, at its first place.
wordings AS (
    SELECT
        one.province,
        one.city,
        one.district,
        one.district_code,
        one.stream,
        one.problem,
        worded.districts > if(one.district IS NULL, 0, 1) AS is_shared,
        min((documents.source_path, one.start_char, one.record_id)) AS place
    FROM problems AS one
    JOIN documents USING (document_id)
    JOIN worded USING (problem)
    GROUP BY ALL
),

lists AS (
    SELECT
        province,
        city,
        district,
        district_code,
        stream,
        list(problem ORDER BY place) AS wordings,
        count(*) FILTER (is_shared) AS shared_wordings
    FROM wordings
    GROUP BY ALL
),

counted AS (
    SELECT
        province,
        city,
        district,
        district_code,
        stream,
        count(*) AS problems,
        count(response) AS answered,
        count(*) - count(response) AS unanswered,
        count(*) FILTER (status = '完成') AS completed,
        count(*) FILTER (status = '基本完成') AS mostly_completed,
        count(*) FILTER (status = '持续推进') AS continuing,
        count(*) FILTER (coalesce(status, '') NOT IN ('完成', '基本完成', '持续推进')) AS without_status
    FROM problems
    GROUP BY ALL
),

headings AS (
    SELECT
        province,
        city,
        district,
        district_code,
        count(*) FILTER (cell = 'problem_headings') AS problem_headings,
        count(*) FILTER (cell = 'remedy_headings') AS remedy_headings
    FROM problem_cells
    WHERE of_district
    GROUP BY ALL
),

-- A report states a problem in a heading, in a record or (mostly) in both, which is one; so with its remedies.
reports AS (
    SELECT
        documents.document_id,
        documents.province,
        documents.city,
        documents.district,
        documents.district_code,
        greatest(count(*) FILTER (told.what = 'problem'), count(*) FILTER (told.what = 'record')) AS problems,
        greatest(count(*) FILTER (told.what = 'remedy'), count(*) FILTER (told.has_response)) AS remedies
    FROM documents
    LEFT JOIN (
        SELECT document_id, 'record' AS what, response IS NOT NULL AS has_response FROM problems
        UNION ALL
        SELECT document_id, stance, false FROM sections
    ) AS told USING (document_id)
    WHERE documents.document_type = 'rectification_report'
    GROUP BY ALL
),

publishing AS (
    SELECT province, city, district, district_code, sum(problems) AS problems, sum(remedies) AS remedies
    FROM reports
    GROUP BY ALL
),

every AS (
    SELECT province, city, district, district_code, stream, NULL AS kind_of_empty FROM counted
    UNION ALL BY NAME
    FROM silent_districts('counted', types := ['rectification_report'])
)

SELECT
    every.province,
    every.city,
    every.district,
    every.district_code,
    every.stream::VARCHAR AS stream,
    coalesce(counted.problems, 0) AS problems,
    coalesce(lists.wordings, []) AS wordings,
    coalesce(lists.shared_wordings, 0) AS shared_wordings,
    coalesce(counted.answered, 0) AS answered,
    coalesce(counted.unanswered, 0) AS unanswered,
    coalesce(counted.completed, 0) AS completed,
    coalesce(counted.mostly_completed, 0) AS mostly_completed,
    coalesce(counted.continuing, 0) AS continuing,
    coalesce(counted.without_status, 0) AS without_status,
    CASE
        WHEN publishing.province IS NULL THEN NULL
        WHEN publishing.problems + publishing.remedies = 0 THEN 'neither'
        WHEN publishing.problems = 0 THEN 'remedy_only'
        WHEN publishing.remedies = 0 THEN 'problem_only'
        -- 解决执行难 names a problem in passing; a report that lists what was found does so throughout
        WHEN publishing.problems * 10 < publishing.problems + publishing.remedies THEN 'mostly_remedy'
        ELSE 'problem_and_remedy'
    END AS publishes,
    coalesce(headings.problem_headings, 0) AS problem_headings,
    coalesce(headings.remedy_headings, 0) AS remedy_headings,
    every.kind_of_empty
FROM every
LEFT JOIN counted
    ON
        every.province = counted.province
        AND every.city = counted.city
        AND every.district IS NOT DISTINCT FROM counted.district
        AND every.district_code IS NOT DISTINCT FROM counted.district_code
        AND every.stream IS NOT DISTINCT FROM counted.stream
LEFT JOIN lists
    ON
        every.province = lists.province
        AND every.city = lists.city
        AND every.district IS NOT DISTINCT FROM lists.district
        AND every.district_code IS NOT DISTINCT FROM lists.district_code
        AND every.stream IS NOT DISTINCT FROM lists.stream
LEFT JOIN headings
    ON
        every.province = headings.province
        AND every.city = headings.city
        AND every.district IS NOT DISTINCT FROM headings.district
        AND every.district_code IS NOT DISTINCT FROM headings.district_code
LEFT JOIN publishing
    ON
        every.province = publishing.province
        AND every.city = publishing.city
        AND every.district IS NOT DISTINCT FROM publishing.district
        AND every.district_code IS NOT DISTINCT FROM publishing.district_code
ORDER BY
    every.province,
    every.city,
    every.district_code NULLS LAST,
    every.district NULLS LAST,
    every.stream NULLS LAST
