"""The sources: each a YAML file beside a small module that reads its documents into statements."""
