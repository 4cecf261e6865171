"""When a letter is tried again, and what may be posted."""
