SELECT number, text FROM key
WHERE number NOT IN (
  -- Keys that only judgements name which were undone: nothing says anything of them now.
  SELECT named.key
  FROM (
    SELECT subject AS key FROM judgement WHERE undone IS NOT NULL
    UNION
    SELECT object FROM judgement WHERE undone IS NOT NULL AND object IS NOT NULL
  ) AS named
  WHERE NOT EXISTS (SELECT 1 FROM statement WHERE subject = named.key)
    AND NOT EXISTS (SELECT 1 FROM statement WHERE object = named.key)
    AND NOT EXISTS (SELECT 1 FROM judgement WHERE undone IS NULL AND (subject = named.key OR object = named.key))
)
ORDER BY number
