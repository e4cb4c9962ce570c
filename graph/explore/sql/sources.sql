SELECT source.name,
  (SELECT count(*) FROM document WHERE document.source = source.name AND ends IS NULL AND NOT gone),
  (SELECT count(*) FROM statement JOIN document ON document.number = statement.document
   WHERE document.source = source.name AND document.ends IS NULL),
  (SELECT count(*) FROM set_aside WHERE set_aside.source = source.name),
  (SELECT substr(max(begins), 1, 10) FROM document WHERE document.source = source.name AND NOT gone),
  source.licence, source.citation
FROM source
ORDER BY source.name
