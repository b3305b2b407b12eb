-- title: 公开情况对照
-- title_en: Disclosure
-- question: 文号缺了哪些,哪年的年度报告没有,从签发到公开要几天?
-- question_en: Which document numbers and annual reports are missing, and how many days pass from signing to publication?
-- grain: district, aspect, series or type of document, and year; a district without documents has one row
-- key: province, city, district, district_code, aspect, item, year
-- counted: documents
-- column province: Province; 未知 where no document says
-- column city: Prefecture-level city; 未知 where no document says
-- column district: District or county; null for documents that name none
-- column district_code: Code in force at the date of the documents
-- column aspect: number (numbers of a series, which begin at 1 each year), annual_report, or days (from signing to publication)
-- column item: The series, which is one issuer's (青政办发); else the type of document
-- column year: Year in the number; else the year that the documents are about or were published in
-- column documents: Documents with a number of the series; annual reports; documents with both dates
-- column expected: Numbers up to the highest here; 1 annual report for every year of which any district here has one
--    (a district that was founded or abolished in between is expected to all the same); documents of that type and year
-- column missing: Of the expected, those that are not here; that a document is not here does not say that it was not published
-- column missing_numbers: The missing numbers, as ranges
-- column days_shortest: Fewest days from 成文日期 to publication; negative where it was published before
-- column days_median: Median of the days
-- column days_longest: Most days
-- column kind_of_empty: not_reported where none of the expected is here (of days: where no document states both dates),
--    not_collected where the lake has no document of this district
WITH counted AS (
    SELECT
        province,
        city,
        district,
        district_code,
        aspect,
        item,
        year,
        count(*) AS of_item,
        count(*) FILTER (aspect <> 'days' OR days IS NOT NULL) AS documents,
        max(number) AS highest,
        count(DISTINCT number) AS numbers,
        min(days) AS days_shortest,
        median(days)::DECIMAL(9, 1) AS days_median,
        max(days) AS days_longest
    FROM disclosed
    GROUP BY ALL
),

-- The numbers between one that is here and the one before it; before the first stands 0.
gaps AS (
    SELECT
        *,
        coalesce(
            lag(number) OVER (PARTITION BY province, city, district, district_code, item, year ORDER BY number), 0
        ) AS previous
    FROM (
        SELECT DISTINCT province, city, district, district_code, item, year, number
        FROM disclosed
        WHERE aspect = 'number'
    ) AS here
),

missing AS (
    SELECT
        province,
        city,
        district,
        district_code,
        item,
        year,
        list(
            if(number - previous = 2, (number - 1)::VARCHAR, (previous + 1)::VARCHAR || '–' || (number - 1)::VARCHAR)
            ORDER BY number
        ) AS missing_numbers
    FROM gaps
    WHERE number - previous > 1
    GROUP BY ALL
),

absent AS (
    SELECT scope.province, scope.city, scope.district, scope.district_code, expected.year
    FROM scope_districts AS scope
    CROSS JOIN (SELECT DISTINCT year FROM disclosed WHERE aspect = 'annual_report' AND district IS NOT NULL) AS expected
    WHERE scope.collected
    EXCEPT
    SELECT province, city, district, district_code, year FROM counted WHERE aspect = 'annual_report'
),

laid_out AS (
    SELECT
        province,
        city,
        district,
        district_code,
        aspect,
        item,
        year,
        documents,
        CASE aspect WHEN 'number' THEN highest WHEN 'days' THEN of_item ELSE 1 END AS expected,
        CASE aspect WHEN 'number' THEN highest - numbers WHEN 'days' THEN of_item - documents ELSE 0 END AS missing,
        days_shortest,
        days_median,
        days_longest,
        if(documents = 0, 'not_reported', NULL) AS kind_of_empty
    FROM counted
    UNION ALL
    SELECT
        province,
        city,
        district,
        district_code,
        'annual_report',
        'annual_report',
        year,
        0,
        1,
        1,
        NULL,
        NULL,
        NULL,
        'not_reported'
    FROM absent
    UNION ALL BY NAME
    SELECT *, 0 AS documents, 0 AS expected, 0 AS missing FROM silent_districts('counted')
)

SELECT
    one.province,
    one.city,
    one.district,
    one.district_code,
    one.aspect,
    one.item,
    one.year,
    one.documents,
    one.expected::BIGINT AS expected,
    one.missing::BIGINT AS missing,
    coalesce(missing.missing_numbers, []) AS missing_numbers,
    one.days_shortest,
    one.days_median,
    one.days_longest,
    one.kind_of_empty
FROM laid_out AS one
LEFT JOIN missing
    ON
        one.aspect = 'number'
        AND one.item = missing.item
        AND one.year = missing.year
        AND one.province = missing.province
        AND one.city = missing.city
        AND one.district IS NOT DISTINCT FROM missing.district
        AND one.district_code IS NOT DISTINCT FROM missing.district_code
ORDER BY
    one.province,
    one.city,
    one.district_code NULLS LAST,
    one.district NULLS LAST,
    array_position(['annual_report', 'number', 'days'], one.aspect) NULLS LAST,
    one.item NULLS LAST,
    one.year NULLS LAST
