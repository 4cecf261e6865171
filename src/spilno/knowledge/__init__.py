"""Practices: what was done somewhere, with what result, and who took it over."""
