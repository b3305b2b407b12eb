-- The pattern of all words by which a text speaks of an indicator, as getvariable('spoken_words'): a constant is compiled
-- once, a value that comes out of a table anew for every sentence. Null where there is no indicator.
SELECT string_agg(regexp_escape(word), '|' ORDER BY word)
FROM (SELECT DISTINCT unnest(mentions) AS word FROM indicator_list)
