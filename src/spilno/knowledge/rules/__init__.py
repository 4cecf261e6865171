"""Pure rules of practices and their adoption."""
