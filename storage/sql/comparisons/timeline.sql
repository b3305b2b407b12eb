-- title: 巡视巡察时间线
-- title_en: Timeline
-- question: 从进驻、反馈、开会到公开各隔多少天,同一巡视巡察组还去了哪些区县?
-- question_en: How many days lie between inspection, feedback, meetings and publication, and where else did the same group go?
-- grain: inspection that a document tells of (group and document); a district without one has one row
-- key: province, city, district, district_code, document_id, group_name
-- counted: steps, undated_steps, meetings
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column document_id: The document that tells of it
-- column group_name: The group (巡视组, 巡察组), without the name of its city; null where none is named
-- column title: Title of the document
-- column on_site_start: Day on which the group came
-- column on_site_end: Day on which it left
-- column feedback: First day on which it reported back
-- column first_meeting: First meeting, leading group or plan of the district about it
-- column democratic_life_meeting: Day of the 民主生活会 about it
-- column signed: 成文日期 of the document
-- column published: Day on which the document was published
-- column days_on_site: From on_site_start to on_site_end
-- column days_to_feedback: From on_site_end to feedback
-- column days_to_meeting: From feedback to first_meeting; negative where the district met before
-- column days_to_publication: From feedback to published
-- column steps: Steps with a day
-- column undated_steps: Steps of which only the month is printed
-- column meetings: Meetings, 民主生活会, leading groups and plans with a day
-- column peers: Other districts of the same group and round (arrived within 92 days); none where the report does not say
--    whose group it was: in a county-level city 市委 may be its own committee or the prefecture's
-- column kind_of_empty: reported_without_value where the document gives no day of any step, not_reported where the district
--    has rectification reports and none tells of an inspection, not_collected where it has none
WITH counted AS (
    SELECT
        document_id,
        group_name,
        count(date) AS steps,
        count(*) - count(date) AS undated_steps,
        count(date) FILTER (
            kind IN ('meeting', 'leading_group', 'democratic_life_meeting', 'plan_adopted')
        ) AS meetings
    FROM inspection_dates
    GROUP BY ALL
),

peers AS (
    SELECT
        document_id,
        group_name,
        list_sort(list(DISTINCT concat_ws(' ', peer_city, peer_district))) AS peers
    FROM inspection_peers
    GROUP BY ALL
),

every AS (
    SELECT province, city, district, district_code, document_id, group_name, NULL AS kind_of_empty FROM inspection_documents
    UNION ALL BY NAME
    FROM silent_districts('inspection_documents', types := ['rectification_report'])
)

SELECT
    every.province,
    every.city,
    every.district,
    every.district_code,
    every.document_id,
    every.group_name,
    told.title,
    told.on_site_start,
    told.on_site_end,
    told.feedback,
    told.first_meeting,
    told.democratic_life_meeting,
    told.signed_date AS signed,
    told.published,
    told.on_site_end - told.on_site_start AS days_on_site,
    told.feedback - told.on_site_end AS days_to_feedback,
    told.first_meeting - told.feedback AS days_to_meeting,
    told.published - told.feedback AS days_to_publication,
    coalesce(counted.steps, 0) AS steps,
    coalesce(counted.undated_steps, 0) AS undated_steps,
    coalesce(counted.meetings, 0) AS meetings,
    coalesce(peers.peers, []) AS peers,
    CASE
        WHEN every.document_id IS NULL THEN every.kind_of_empty
        WHEN coalesce(counted.steps, 0) = 0 THEN 'reported_without_value'
    END AS kind_of_empty
FROM every
LEFT JOIN inspection_documents AS told
    ON every.document_id = told.document_id AND every.group_name IS NOT DISTINCT FROM told.group_name
LEFT JOIN counted
    ON every.document_id = counted.document_id AND every.group_name IS NOT DISTINCT FROM counted.group_name
LEFT JOIN peers
    ON every.document_id = peers.document_id AND every.group_name = peers.group_name
ORDER BY
    every.province,
    every.city,
    every.district_code NULLS LAST,
    every.district NULLS LAST,
    told.on_site_start NULLS LAST,
    every.document_id NULLS LAST,
    every.group_name NULLS LAST
