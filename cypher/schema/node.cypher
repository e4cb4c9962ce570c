// For every node label of the ontology: its id is unique, its name is looked up.
// {label} is replaced by a label that was checked to be a plain identifier.
CREATE CONSTRAINT {label}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;
CREATE INDEX {label}_name IF NOT EXISTS FOR (n:{label}) ON (n.name);
