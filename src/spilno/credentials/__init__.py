"""Certificates with numbers that are never used again, and their public check."""
