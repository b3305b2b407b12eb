-- title: 责任与问责对照
-- title_en: Accountability
-- question: 任务压给了谁,期限是否明确,问责处理了多少人、多少件、多少钱?
-- question_en: Who was given the tasks, are the deadlines definite, and what came of discipline: how many persons, cases, how much money?
-- grain: district, aspect (a unit's part, a deadline, a result), what it is, and unit of the amount; a district without any has one row
-- key: province, city, district, district_code, aspect, item, unit
-- counted: records, with_amount
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column aspect: lead, responsible or cooperating (units of a task), deadline (definite), vague_deadline (立行立改, 长期坚持
--    and what cannot be read), no_deadline, or result (of discipline)
-- column item: The unit as printed; the kind of deadline; the kind of result: 立案, 约谈, 党纪政务处分 …
-- column unit: Unit of the amounts: 人, 件, 元 …; empty where none is printed, null where there is no amount
-- column records: Tasks, or mentions of the result
-- column with_amount: Mentions with a number; those without one have a row of their own
-- column printed: The amounts or deadlines as printed, each once
-- column stated_value: The amount in that unit where the documents state it once
-- column derived_sum: Where they state it several times: the exact sum in that unit, made here; a total and its parts, or
--    one thing told twice, would be in it twice
-- column districts: Districts that have this item at all (a unit's name, a kind), of those in the lake
-- column kind_of_empty: reported_without_value for a result without a number, not_reported where the district has documents
--    and none of this, not_collected where it has none
WITH counted AS (
    SELECT
        province,
        city,
        district,
        district_code,
        aspect,
        item,
        unit,
        count(*) AS records,
        count(amount) AS with_amount,
        list_sort(list(DISTINCT printed) FILTER (printed IS NOT NULL)) AS printed,
        sum(amount)::DECIMAL(38, 6) AS total
    FROM duties
    GROUP BY ALL
),

held AS (
    SELECT
        aspect,
        item,
        count(DISTINCT concat_ws('/', province, city, district, district_code)) AS districts
    FROM duties
    WHERE district IS NOT NULL
    GROUP BY ALL
),

laid_out AS (
    SELECT
        counted.* EXCLUDE (total, printed),
        coalesce(counted.printed, []) AS printed,
        if(counted.with_amount = 1, counted.total, NULL) AS stated_value,
        if(counted.with_amount > 1, counted.total, NULL) AS derived_sum,
        coalesce(held.districts, 0) AS districts,
        if(counted.aspect = 'result' AND counted.with_amount = 0, 'reported_without_value', NULL) AS kind_of_empty
    FROM counted
    LEFT JOIN held USING (aspect, item)
    UNION ALL BY NAME
    SELECT *, 0 AS records, 0 AS with_amount, [] AS printed, 0 AS districts FROM silent_districts('counted')
)

SELECT *
FROM laid_out
ORDER BY
    province,
    city,
    district_code NULLS LAST,
    district NULLS LAST,
    array_position(
        ['result', 'vague_deadline', 'deadline', 'no_deadline', 'lead', 'responsible', 'cooperating'], aspect
    ) NULLS LAST,
    records DESC,
    item NULLS LAST,
    unit NULLS LAST
