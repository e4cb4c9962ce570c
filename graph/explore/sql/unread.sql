SELECT document.source, unread.field, sum(unread.count) AS n
FROM unread JOIN document ON document.number = unread.document
WHERE document.ends IS NULL
GROUP BY document.source, unread.field
ORDER BY n DESC, unread.field
