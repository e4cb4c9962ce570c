SELECT form.normal, node.id, node.label, node.labels, node.name, name.spelling, name.whole, node.statements
FROM form
JOIN name ON name.form = form.number
JOIN node ON node.number = name.node
WHERE form.normal > :first AND form.normal < :last
ORDER BY form.normal, node.id, name.spelling
LIMIT 400
