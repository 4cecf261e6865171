"""Shapes of input for events, by noun."""
