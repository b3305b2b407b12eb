-- title: The words of a sentence, put together, are not the sentence
-- severity: error
-- why: Whoever counts words must count all of the text and nothing but the text.
SELECT sentence_id, document_id, text, array_to_string(words, '') AS joined
FROM sentences
WHERE text <> coalesce(array_to_string(words, ''), '')
ORDER BY sentence_id
