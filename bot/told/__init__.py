"""Questions in English answered by the figures that a paper tells in running text."""
