"""Acts on events, by noun."""
