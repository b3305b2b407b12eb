-- Every measure with the group of those that say the same (`alignments`; one that nobody else has is a group of its own).
SELECT measures.*, coalesce(alignments.group_id, md5(measures.headline)) AS group_id
FROM measures
LEFT JOIN alignments ON alignments.kind = 'measure' AND measures.record_id = alignments.id
