"""Pure rules of bodies."""
