CREATE INDEX name_node ON name (node);
CREATE INDEX key_node ON key (node);
INSERT INTO similar (similar) VALUES ('rebuild');
