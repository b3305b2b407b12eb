-- parameters: one, other
-- needs: overview
-- example: FROM side_by_side('青禾区', '990102')
-- Two districts, by name or code, figure by figure. Of districts that share a name give the code.
WITH figures AS (
    SELECT
        district,
        district_code,
        unnest([
            {'position': 1, 'figure': 'documents', 'value': documents::DECIMAL(38, 4)},
            {'position': 2, 'figure': 'characters', 'value': characters},
            {'position': 3, 'figure': 'sentences', 'value': sentences},
            {'position': 4, 'figure': 'measures', 'value': measures},
            {'position': 5, 'figure': 'problems', 'value': problems},
            {'position': 6, 'figure': 'assignments', 'value': assignments},
            {'position': 7, 'figure': 'metrics', 'value': metrics},
            {'position': 8, 'figure': 'citations', 'value': citations},
            {'position': 9, 'figure': 'meetings', 'value': meetings},
            {'position': 10, 'figure': 'own_share', 'value': own_share}
        ], recursive := true)
    FROM compare.overview
)

SELECT
    figure,
    max(value) FILTER (district = one OR district_code = one) AS one,
    max(value) FILTER (district = other OR district_code = other) AS other
FROM figures
GROUP BY position, figure
ORDER BY position
