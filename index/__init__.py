"""Documents → tables, facts and passages in the stores."""
