-- title: 会议对照
-- title_en: Meetings
-- question: 各区县开了多少次会,议了什么,定了什么,谁参加?
-- question_en: How often did each district meet, on what, what was decided, and who attended?
-- grain: district and year of the documents; a district without a meeting has one row without a year
-- key: province, city, district, district_code, year
-- counted: meetings, reports, agenda_items, studied, reviewed, discussed, heard, arranged, other_items, decisions, with_units, with_attendance, presiding, present, observing, invited
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column year: Year of the documents that report the meetings
-- column meetings: Meetings; of one body on one day they are several only where two documents give them different numbers or
--    kinds (常务, 党组 …); a meeting without a day is one of its own
-- column reports: Documents that report them; all columns below count in all reports
-- column bodies: Who met, as printed: 区政府, 区委 …
-- column first_date: Day of the earliest meeting
-- column last_date: Day of the latest
-- column agenda_items: Items of their agendas
-- column studied: Items 传达学习
-- column reviewed: Items 审议
-- column discussed: Items 研究
-- column heard: Items 听取汇报
-- column arranged: Items 部署
-- column other_items: Items of any other kind
-- column decisions: Items with a decision in words (原则通过, 同意 …)
-- column with_units: Items in which units are asked to act
-- column with_attendance: Reports that list who attended; in the others nobody is counted below but the chair
-- column presiding: Persons who presided (主持), once for each report
-- column present: Persons present (出席), once for each report
-- column observing: Persons in attendance without a vote (列席), once for each report
-- column invited: Persons invited (应邀列席), once for each report
-- column kind_of_empty: not_reported where the district has minutes or news of meetings and none could be read, not_collected
--    where it has none
WITH counted AS (
    SELECT
        province,
        city,
        district,
        district_code,
        year,
        count(*) FILTER (cell = 'meetings') AS meetings,
        count(*) FILTER (cell = 'reports') AS reports,
        count(*) FILTER (cell = 'agenda_items') AS agenda_items,
        count(*) FILTER (cell = 'studied') AS studied,
        count(*) FILTER (cell = 'reviewed') AS reviewed,
        count(*) FILTER (cell = 'discussed') AS discussed,
        count(*) FILTER (cell = 'heard') AS heard,
        count(*) FILTER (cell = 'arranged') AS arranged,
        count(*) FILTER (cell = 'other_items') AS other_items,
        count(*) FILTER (cell = 'decisions') AS decisions,
        count(*) FILTER (cell = 'with_units') AS with_units,
        count(*) FILTER (cell = 'with_attendance') AS with_attendance,
        count(*) FILTER (cell = 'presiding') AS presiding,
        count(*) FILTER (cell = 'present') AS present,
        count(*) FILTER (cell = 'observing') AS observing,
        count(*) FILTER (cell = 'invited') AS invited
    FROM meeting_cells
    GROUP BY ALL
),

held AS (
    SELECT
        province,
        city,
        district,
        district_code,
        year,
        list_sort(list(DISTINCT body) FILTER (body IS NOT NULL)) AS bodies,
        min(date) AS first_date,
        max(date) AS last_date
    FROM meetings
    GROUP BY ALL
),

every AS (
    SELECT province, city, district, district_code, year, NULL AS kind_of_empty FROM counted
    UNION ALL BY NAME
    FROM silent_districts('counted', types := ['meeting_minutes'])
)

SELECT
    every.province,
    every.city,
    every.district,
    every.district_code,
    every.year::INTEGER AS year,
    coalesce(counted.meetings, 0) AS meetings,
    coalesce(counted.reports, 0) AS reports,
    coalesce(held.bodies, []) AS bodies,
    held.first_date,
    held.last_date,
    coalesce(counted.agenda_items, 0) AS agenda_items,
    coalesce(counted.studied, 0) AS studied,
    coalesce(counted.reviewed, 0) AS reviewed,
    coalesce(counted.discussed, 0) AS discussed,
    coalesce(counted.heard, 0) AS heard,
    coalesce(counted.arranged, 0) AS arranged,
    coalesce(counted.other_items, 0) AS other_items,
    coalesce(counted.decisions, 0) AS decisions,
    coalesce(counted.with_units, 0) AS with_units,
    coalesce(counted.with_attendance, 0) AS with_attendance,
    coalesce(counted.presiding, 0) AS presiding,
    coalesce(counted.present, 0) AS present,
    coalesce(counted.observing, 0) AS observing,
    coalesce(counted.invited, 0) AS invited,
    every.kind_of_empty
FROM every
LEFT JOIN counted
    ON
        every.province = counted.province
        AND every.city = counted.city
        AND every.district IS NOT DISTINCT FROM counted.district
        AND every.district_code IS NOT DISTINCT FROM counted.district_code
        AND every.year IS NOT DISTINCT FROM counted.year
LEFT JOIN held
    ON
        every.province = held.province
        AND every.city = held.city
        AND every.district IS NOT DISTINCT FROM held.district
        AND every.district_code IS NOT DISTINCT FROM held.district_code
        AND every.year IS NOT DISTINCT FROM held.year
ORDER BY
    every.province,
    every.city,
    every.district_code NULLS LAST,
    every.district NULLS LAST,
    every.year NULLS LAST
