"""What was done, by whom, on what ground: append-only, chained, verifiable."""
