"""Acts of professional development, by noun."""
