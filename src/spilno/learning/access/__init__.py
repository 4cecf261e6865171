"""Who may see and do what in professional development, by noun."""
