"""Councils by level, partners, institutions; codes, successors, population."""
