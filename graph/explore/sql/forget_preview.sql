-- What would go with documents: for each address the newest version that says anything, and counts over all versions.
SELECT document.address, document.title, document.publisher, document.published, document.source,
       (SELECT count(*) FROM document AS version WHERE version.address = document.address AND NOT version.gone),
       (SELECT count(*) FROM statement JOIN document AS version ON version.number = statement.document
        WHERE version.address = document.address)
FROM document
WHERE document.address IN (SELECT value FROM json_each(:addresses))
  AND document.number = (
    SELECT version.number FROM document AS version WHERE version.address = document.address
    ORDER BY version.gone, version.ends IS NOT NULL, version.number DESC LIMIT 1)
ORDER BY document.address
