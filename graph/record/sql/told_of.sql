SELECT DISTINCT key.text
FROM statement
JOIN "key" AS key ON key.number = statement.subject
WHERE statement.document = :document AND statement.predicate = :predicate
ORDER BY key.text
