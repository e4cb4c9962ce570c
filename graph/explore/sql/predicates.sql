SELECT statement.predicate, count(*) AS n
FROM statement JOIN document ON document.number = statement.document
WHERE document.source = :source AND document.ends IS NULL
GROUP BY statement.predicate
ORDER BY n DESC, statement.predicate
