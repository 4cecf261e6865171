"""Tags of membership: its state in words."""
