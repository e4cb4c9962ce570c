SELECT form.normal, node.id, node.label, node.labels, node.name, name.spelling, name.whole, node.statements
FROM json_each(:normals) AS wanted
JOIN form ON form.normal = wanted.value
JOIN name ON name.form = form.number
JOIN node ON node.number = name.node
ORDER BY form.normal, node.statements DESC, node.id, name.spelling
