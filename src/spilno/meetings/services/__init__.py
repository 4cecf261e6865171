"""Acts of the General Meeting, by noun."""
