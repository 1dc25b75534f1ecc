"""A talk: questions in parts, follow-ups, what one takes over from another, and what to try where nothing is found."""
