SELECT source.name,
  (SELECT count(*) FROM document WHERE document.source = source.name AND ends IS NULL AND NOT gone),
  (SELECT count(*) FROM statement JOIN document ON document.number = statement.document
   WHERE document.source = source.name AND document.ends IS NULL),
  (SELECT count(*) FROM (
     SELECT statement.subject FROM statement JOIN document ON document.number = statement.document
     WHERE document.source = source.name AND document.ends IS NULL
     UNION
     SELECT statement.object FROM statement JOIN document ON document.number = statement.document
     WHERE document.source = source.name AND document.ends IS NULL AND statement.object IS NOT NULL)),
  (SELECT count(*) FROM leftover JOIN document ON document.number = leftover.document
   WHERE document.source = source.name AND document.ends IS NULL),
  (SELECT count(*) FROM set_aside WHERE set_aside.source = source.name),
  (SELECT substr(max(begins), 1, 10) FROM document WHERE document.source = source.name AND NOT gone),
  (SELECT substr(max(retrieved), 1, 10) FROM document WHERE document.source = source.name),
  source.licence, source.citation
FROM source
ORDER BY source.name
