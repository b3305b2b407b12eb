-- Rows of one table in two snapshots, counted by district.
-- In: old_rows and new_rows (row_key, document_id, district, content), of the files that differ; pairs (old_id, new_id).
-- `changed` are rows with one key and another content. Rows of an edited document have other keys: those that say the
-- same in another place of it are no difference.
WITH old AS (
    SELECT coalesce(k.new_id, o.row_key) AS row_key, coalesce(d.new_id, o.document_id) AS document, o.district, o.content
    FROM old_rows o
    LEFT JOIN pairs k ON k.old_id = o.row_key
    LEFT JOIN pairs d ON d.old_id = o.document_id
),
same_key AS (
    SELECT n.district, count(*) FILTER (n.content IS DISTINCT FROM o.content) AS changed
    FROM old o JOIN new_rows n USING (row_key)
    GROUP BY ALL
),
gone AS (
    SELECT document, district, content, count(*) AS n FROM old ANTI JOIN new_rows USING (row_key) GROUP BY ALL
),
come AS (
    SELECT document_id AS document, district, content, count(*) AS n
    FROM new_rows ANTI JOIN old USING (row_key) GROUP BY ALL
),
moved AS (
    SELECT coalesce(come.district, gone.district) AS district,
           greatest(coalesce(come.n, 0) - coalesce(gone.n, 0), 0) AS added,
           greatest(coalesce(gone.n, 0) - coalesce(come.n, 0), 0) AS removed
    FROM gone FULL JOIN come
      ON come.document IS NOT DISTINCT FROM gone.document AND come.content = gone.content
     AND come.district IS NOT DISTINCT FROM gone.district
)
SELECT district, sum(added)::BIGINT AS added, sum(removed)::BIGINT AS removed, sum(changed)::BIGINT AS changed
FROM (SELECT district, added, removed, 0 AS changed FROM moved
      UNION ALL SELECT district, 0, 0, changed FROM same_key)
GROUP BY district
HAVING sum(added) + sum(removed) + sum(changed) > 0
ORDER BY district NULLS LAST
