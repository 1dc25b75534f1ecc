"""The terms of a plan → the figures that they mean."""
