"""Pages of practices, by noun: the register and cards, adoptions."""
