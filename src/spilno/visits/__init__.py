"""Visiting meetings: who hosts, groups and safety, what members want to learn."""
