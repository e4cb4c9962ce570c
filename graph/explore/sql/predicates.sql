SELECT document.source, statement.predicate, count(*) AS n
FROM document CROSS JOIN statement ON statement.document = document.number
WHERE document.ends IS NULL
GROUP BY document.source, statement.predicate
ORDER BY n DESC, statement.predicate
