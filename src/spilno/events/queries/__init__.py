"""Reads of events, by noun."""
