"""Continuous professional development: standards of programmes, editions, tests, credits, coverage."""
