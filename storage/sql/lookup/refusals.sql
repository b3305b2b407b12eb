-- Every file that was refused, whole or in part.
SELECT source_path, stage, reason_code, detail, start_char, end_char
FROM rejects
ORDER BY source_path, reason_code, start_char
