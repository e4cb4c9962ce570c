AND statement.number IN (
  SELECT number FROM statement WHERE subject IN (SELECT value FROM json_each(:keys))
  UNION
  SELECT number FROM statement WHERE object IN (SELECT value FROM json_each(:keys))
)
