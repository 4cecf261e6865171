"""Pure rules of practices."""
