"""Reads of professional development, by noun."""
