"""Pages of the General Meeting, by noun."""
