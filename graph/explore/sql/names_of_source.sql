SELECT DISTINCT subject.text, statement.value
FROM document
JOIN statement ON statement.document = document.number
JOIN key AS subject ON subject.number = statement.subject
WHERE document.source = :source AND document.ends IS NULL
  AND statement.predicate IN ('name', 'names') AND statement.value IS NOT NULL
