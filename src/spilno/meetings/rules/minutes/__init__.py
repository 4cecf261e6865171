"""Minutes: the facts of a meeting, the text that follows from them, and what may be done with it when."""
