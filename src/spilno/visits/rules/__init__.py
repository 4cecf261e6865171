"""Pure rules of visiting meetings."""
