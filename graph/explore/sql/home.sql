SELECT
  (SELECT count(*) FROM document WHERE ends IS NULL AND NOT gone),
  (SELECT count(*) FROM document WHERE NOT gone),
  (SELECT count(*) FROM statement JOIN document ON document.number = statement.document WHERE document.ends IS NULL),
  (SELECT count(*) FROM passage JOIN document ON document.number = passage.document WHERE document.ends IS NULL),
  (SELECT count(*) FROM judgement WHERE undone IS NULL),
  (SELECT count(*) FROM leftover JOIN document ON document.number = leftover.document WHERE document.ends IS NULL),
  (SELECT count(*) FROM set_aside)
