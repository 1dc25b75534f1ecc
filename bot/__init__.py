"""Question → cited answer."""
