-- Documents by the beginning of their id, or by part of their title, district or file. $pattern: what was typed.
SELECT document_id, title, title_inferred, document_type, province, city, district, district_code, district_basis,
       issuer, document_number, publish_date, signed_date, event_date, year, year_basis, script, fixes,
       source_path, start_char, end_char, character_count
FROM documents
WHERE starts_with(document_id, $pattern)
   OR contains(coalesce(title, title_inferred, ''), $pattern)
   OR contains(coalesce(district, ''), $pattern)
   OR contains(source_path, $pattern)
ORDER BY source_path, start_char
