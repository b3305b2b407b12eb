-- title: A sentence lies outside its section
-- severity: error
-- why: A fact is counted under the heading of its sentence; a sentence elsewhere would count for another theme.
SELECT sentences.sentence_id, sentences.section_id, sentences.text_start, sentences.text_end, sections.text_start AS section_start, sections.text_end AS section_end
FROM sentences
JOIN sections USING (section_id)
WHERE sentences.text_start < sections.text_start OR sentences.text_end > sections.text_end
ORDER BY sentences.sentence_id
