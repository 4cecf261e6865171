"""Who may see and do what in cooperation, by noun."""
