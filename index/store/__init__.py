"""Where facts (SQL, exact) and passages (vectors, meaning) are kept."""
