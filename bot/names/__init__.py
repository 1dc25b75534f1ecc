"""Names: what the documents and the field call things, and how people do."""
