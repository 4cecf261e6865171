"""Pages of professional development, by noun."""
