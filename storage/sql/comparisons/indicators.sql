-- title: 指标对照
-- title_en: Indicators
-- question: 各区县同一年的同一指标各是多少,哪些可以直接比较,排第几,哪些区县没有报告?
-- question_en: What does each district report for the same indicator and year, which values can be compared, and who reports none?
-- grain: district, year and indicator, once for each unit, scope, base, stream, status and period in which it is stated; a gap
--    has one row for its district, year and indicator, a district without documents one row in all
-- key: province, city, district, district_code, year, indicator, head, unit, scope_kind, base, stream, value_status, period_start, period_end
-- counted: mentions
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column year: Year of the documents
-- column indicator: Code of the indicator; null for numbers that no indicator claims
-- column head: For those: the head noun of what is counted; it is listed where two districts or more count it in one unit
-- column name: Chinese name of the indicator, or the head noun
-- column name_en: English name of the indicator
-- column theme: Theme of the indicator
-- column unit: Unit of the value, normalised: 万元 and 亿元 are 元, 名 and 位 人
-- column scope_kind: What the number describes: exercise, district, zone, department, campaign or case; null where not known
-- column base: What a share is a share of
-- column stream: Kind of inspection that the number belongs to
-- column value_status: actual (a stated zero too), estimated, target, rule, baseline or quoted_in_problem
-- column period_start: First day of the period; null where it is the year itself or is not stated
-- column period_end: Last day of the period; null where it is the year itself or is not stated
-- column value: The stated value, where the documents agree on one; growth has its sign (下降3.2% is -3.2)
-- column value_lowest: Where they state several: the lowest
-- column value_highest: Where they state several: the highest
-- column value_recomputed: What the sentence's own numerator and denominator give, where they stand in it
-- column derived_sum: Where several amounts or counts are stated: their exact sum, made here; a total and its parts would be in it twice
-- column printed: All values as printed, each once
-- column mentions: Numbers behind the row
-- column conflict: True where more than one value is stated
-- column approximate: True where one is printed with 余, 约, 近, 超 … or as a range
-- column comparability: ranked, or why not: several_values, range, not_a_result (a rule, a baseline, a quoted problem), no_district,
--    unclaimed (a head noun may mean different things), no_peer (no other district states one that is alike)
-- column rank: 1 is the largest among values alike in indicator, year, unit, scope, base, stream, status and period; equal values share it
-- column ranked_districts: Districts ranked together
-- column median: Median of their values
-- column reporting_districts: Districts that state the indicator (or count the head noun) for that year at all
-- column collected_districts: Districts that state it or have a document of that year of a type that usually does; null for head nouns
-- column reporting_share: Share of the former in the latter, in percent
-- column kind_of_empty: not_collected, not_reported, reported_without_value or not_extracted (a sentence speaks of it and holds
--    a number in its unit that no indicator claimed); null where there is a value
WITH judged AS (
    SELECT
        *,
        CASE
            WHEN district IS NULL THEN 'no_district'
            WHEN indicator IS NULL THEN 'unclaimed'
            WHEN coalesce(value_status, 'actual') NOT IN ('actual', 'estimated', 'target') THEN 'not_a_result'
            WHEN distinct_values > 1 THEN 'several_values'
            WHEN is_range THEN 'range'
        END AS obstacle
    FROM indicator_cells
),

alike AS (
    SELECT
        indicator,
        year,
        unit,
        scope_kind,
        base,
        stream,
        value_status,
        period_start,
        period_end,
        count(*) AS ranked_districts,
        list_sort(list(lowest::DECIMAL(30, 6))) AS sorted
    FROM judged
    WHERE obstacle IS NULL
    GROUP BY ALL
    HAVING count(*) > 1
),

ranked AS (
    SELECT
        judged.*,
        alike.ranked_districts,
        -- the mean of the two in the middle, which are one where the number is odd
        ((alike.sorted[(len(alike.sorted) + 1) // 2] + alike.sorted[len(alike.sorted) // 2 + 1]) * 0.5::DECIMAL(2, 1))::DECIMAL(38, 6)
            AS median,
        rank() OVER (
            PARTITION BY
                judged.obstacle,
                judged.indicator,
                judged.year,
                judged.unit,
                judged.scope_kind,
                judged.base,
                judged.stream,
                judged.value_status,
                judged.period_start,
                judged.period_end
            ORDER BY judged.lowest DESC
        ) AS place
    FROM judged
    LEFT JOIN alike
        ON
            judged.obstacle IS NULL
            AND judged.indicator = alike.indicator
            AND judged.year IS NOT DISTINCT FROM alike.year
            AND judged.unit IS NOT DISTINCT FROM alike.unit
            AND judged.scope_kind IS NOT DISTINCT FROM alike.scope_kind
            AND judged.base IS NOT DISTINCT FROM alike.base
            AND judged.stream IS NOT DISTINCT FROM alike.stream
            AND judged.value_status IS NOT DISTINCT FROM alike.value_status
            AND judged.period_start IS NOT DISTINCT FROM alike.period_start
            AND judged.period_end IS NOT DISTINCT FROM alike.period_end
),

reporting AS (
    SELECT
        indicator,
        head,
        if(indicator IS NULL, unit, NULL) AS unit,
        year,
        count(DISTINCT concat_ws('/', province, city, district, district_code)) AS reporting_districts
    FROM indicator_cells
    WHERE district IS NOT NULL
    GROUP BY ALL
),

collected AS (
    SELECT indicator, year, count(DISTINCT concat_ws('/', province, city, district, district_code)) AS collected_districts
    FROM (
        SELECT listed.code AS indicator, documents.*
        FROM documents
        JOIN indicator_list AS listed ON list_contains(listed.types, documents.document_type)
        UNION ALL BY NAME
        SELECT indicator, year, province, city, district, district_code
        FROM indicator_cells
        WHERE indicator IS NOT NULL
    )
    WHERE district IS NOT NULL
    GROUP BY ALL
),

stated AS (
    SELECT
        province,
        city,
        district,
        district_code,
        year,
        indicator,
        head,
        unit,
        scope_kind,
        base,
        stream,
        value_status,
        period_start,
        period_end,
        if(distinct_values = 1, lowest, NULL) AS value,
        if(distinct_values > 1, lowest, NULL) AS value_lowest,
        if(distinct_values > 1, highest, NULL) AS value_highest,
        recomputed AS value_recomputed,
        if(distinct_values > 1, total, NULL) AS total,
        printed,
        mentions,
        distinct_values > 1 AS conflict,
        is_approximate AS approximate,
        coalesce(obstacle, if(ranked_districts IS NULL, 'no_peer', 'ranked')) AS comparability,
        if(ranked_districts IS NULL, NULL, place) AS rank,
        ranked_districts,
        median,
        NULL AS kind_of_empty
    FROM ranked
),

told AS (
    SELECT * FROM stated
    UNION ALL BY NAME
    SELECT *, 0 AS mentions, [] AS printed FROM indicator_gaps
),

every AS (
    SELECT * FROM told
    UNION ALL BY NAME
    SELECT *, 0 AS mentions, [] AS printed FROM silent_districts('told')
)

SELECT
    every.province,
    every.city,
    every.district,
    every.district_code,
    every.year,
    every.indicator,
    every.head,
    coalesce(listed.name, every.head) AS name,
    listed.name_en,
    listed.theme,
    every.unit,
    every.scope_kind,
    every.base,
    every.stream,
    every.value_status,
    every.period_start,
    every.period_end,
    every.value,
    every.value_lowest,
    every.value_highest,
    every.value_recomputed,
    if(listed.kind IN ('flow', 'amount'), every.total, NULL)::DECIMAL(38, 6) AS derived_sum,
    every.printed,
    every.mentions,
    every.conflict,
    every.approximate,
    every.comparability,
    every.rank,
    every.ranked_districts,
    every.median,
    reporting.reporting_districts,
    collected.collected_districts,
    round(100.0::DOUBLE * reporting.reporting_districts / collected.collected_districts, 1)::DECIMAL(7, 1) AS reporting_share,
    every.kind_of_empty
FROM every
LEFT JOIN indicator_list AS listed ON every.indicator = listed.code
LEFT JOIN reporting
    ON
        every.indicator IS NOT DISTINCT FROM reporting.indicator
        AND every.head IS NOT DISTINCT FROM reporting.head
        AND every.year IS NOT DISTINCT FROM reporting.year
        AND (every.indicator IS NOT NULL OR every.unit IS NOT DISTINCT FROM reporting.unit)
        AND (every.indicator IS NOT NULL OR every.head IS NOT NULL)
LEFT JOIN collected ON every.indicator = collected.indicator AND every.year = collected.year
ORDER BY
    every.province,
    every.city,
    every.district_code NULLS LAST,
    every.district NULLS LAST,
    every.year NULLS LAST,
    every.indicator NULLS LAST,
    every.head NULLS LAST,
    every.unit NULLS LAST,
    every.scope_kind NULLS LAST,
    every.base NULLS LAST,
    every.stream NULLS LAST,
    every.value_status NULLS LAST,
    every.period_start NULLS LAST,
    every.period_end NULLS LAST
