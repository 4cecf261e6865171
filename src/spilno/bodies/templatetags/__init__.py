"""Tags of bodies."""
