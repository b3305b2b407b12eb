-- How many ids stand behind each cell of a comparison, and the first of them; cells with nothing behind them are left out.
-- asked_rows: the key columns of its rows and their number (asked_row). asked_columns: asked_column. $limit: ids a cell.
-- The comparison's own evidence query stands in the place marked, its parameters being the columns of `asked`.
WITH asked AS (
    SELECT asked_rows.*, asked_columns.asked_column AS "column"
    FROM asked_rows
    CROSS JOIN asked_columns
)
SELECT asked.asked_row, asked."column", count(*) AS total, min(found.id, $limit) AS ids
FROM asked
CROSS JOIN LATERAL (
/* the evidence query */
) AS found (id)
GROUP BY asked.asked_row, asked."column"
ORDER BY asked.asked_row, asked."column"
