SELECT DISTINCT statement.subject, statement.object
FROM statement
WHERE statement.subject IN (SELECT value FROM json_each(:keys))
  AND statement.object IN (SELECT value FROM json_each(:keys)) AND statement.subject <> statement.object
