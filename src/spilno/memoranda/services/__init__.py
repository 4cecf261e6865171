"""Acts of cooperation, by noun."""
