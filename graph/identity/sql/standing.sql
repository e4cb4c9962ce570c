SELECT lower(hex(judgement.id)), judgement.kind, one.text, other.text, judgement.author, judgement.author_kind,
       judgement.reason
FROM judgement
JOIN key AS one ON one.number = judgement.subject
JOIN key AS other ON other.number = judgement.object
WHERE judgement.undone IS NULL AND judgement.kind IN ('same', 'different')
ORDER BY judgement.id
