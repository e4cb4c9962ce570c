PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE node (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, labels TEXT NOT NULL, name TEXT NOT NULL,
  statements INTEGER NOT NULL
);
CREATE TABLE form (number INTEGER PRIMARY KEY, normal TEXT NOT NULL UNIQUE);
CREATE TABLE name (
  form INTEGER NOT NULL, node INTEGER NOT NULL, spelling TEXT NOT NULL, whole INTEGER NOT NULL,
  PRIMARY KEY (form, node, spelling)
) WITHOUT ROWID;
CREATE TABLE key (text TEXT PRIMARY KEY, node INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE value (
  owner TEXT NOT NULL, property TEXT NOT NULL, normal TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (normal, owner, property, value)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE similar USING fts5(normal, tokenize = 'trigram', content = 'form', content_rowid = 'number', detail = 'full');
