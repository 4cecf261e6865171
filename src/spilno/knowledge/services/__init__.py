"""Acts about practices, by noun: cards, adoptions."""
