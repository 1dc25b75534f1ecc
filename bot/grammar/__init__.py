"""A question → plans."""
