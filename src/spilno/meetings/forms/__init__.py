"""Shapes of input at General Meetings, by noun."""
