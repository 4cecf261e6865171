"""Reads of the General Meeting that join, count or annotate, by noun."""
