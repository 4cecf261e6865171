"""Shapes of input of professional development, by noun."""
