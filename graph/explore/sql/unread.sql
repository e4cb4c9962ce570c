SELECT unread.field, sum(unread.count) AS n
FROM unread JOIN document ON document.number = unread.document
WHERE document.source = :source AND document.ends IS NULL
GROUP BY unread.field
ORDER BY n DESC, unread.field
