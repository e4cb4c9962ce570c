SELECT judgement.id, judgement.kind, a.text, b.text, judgement.renamed, judgement.predicate, judgement.said,
       judgement.address, judgement.value, judgement.author_kind
FROM judgement
JOIN key AS a ON a.number = judgement.subject
LEFT JOIN key AS b ON b.number = judgement.object
WHERE judgement.undone IS NULL
ORDER BY judgement.id
