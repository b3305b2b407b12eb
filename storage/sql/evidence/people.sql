-- Whatever the reading took for a person's name or a contact, as printed and as normalised, each once.
SELECT name AS printed FROM people
UNION SELECT quote FROM people
UNION SELECT chair FROM meetings WHERE chair IS NOT NULL
UNION SELECT value FROM contacts
UNION SELECT quote FROM contacts
ORDER BY printed
