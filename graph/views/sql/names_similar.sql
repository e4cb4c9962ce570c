SELECT form.normal
FROM similar JOIN form ON form.number = similar.rowid
WHERE similar MATCH :trigrams
ORDER BY similar.rank
LIMIT 60
