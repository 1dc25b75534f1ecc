"""Plans carried out: a plan → an outcome."""
