"""Questions that the running text answers, in its own words."""
