WITH
  current AS MATERIALIZED (SELECT number, source, gone FROM document WHERE ends IS NULL),
  held AS (SELECT source, count(*) AS n FROM current WHERE NOT gone GROUP BY source),
  said AS (
    SELECT source, count(*) AS n FROM current JOIN statement ON statement.document = current.number GROUP BY source),
  things AS (
    SELECT source, count(*) AS n FROM (
      SELECT source, statement.subject AS thing FROM current JOIN statement ON statement.document = current.number
      UNION
      SELECT source, statement.object FROM current JOIN statement ON statement.document = current.number
      WHERE statement.object IS NOT NULL)
    GROUP BY source),
  unreadable AS (
    SELECT source, count(*) AS n FROM current JOIN leftover ON leftover.document = current.number GROUP BY source),
  aside AS (SELECT source, count(*) AS n FROM set_aside GROUP BY source),
  newest AS (
    SELECT source, substr(max(CASE WHEN NOT gone THEN begins END), 1, 10) AS begins,
      substr(max(retrieved), 1, 10) AS retrieved
    FROM document GROUP BY source)
SELECT source.name, coalesce(held.n, 0), coalesce(said.n, 0), coalesce(things.n, 0), coalesce(unreadable.n, 0),
  coalesce(aside.n, 0), newest.begins, newest.retrieved, source.licence, source.citation
FROM source
  LEFT JOIN held ON held.source = source.name
  LEFT JOIN said ON said.source = source.name
  LEFT JOIN things ON things.source = source.name
  LEFT JOIN unreadable ON unreadable.source = source.name
  LEFT JOIN aside ON aside.source = source.name
  LEFT JOIN newest ON newest.source = source.name
ORDER BY source.name
