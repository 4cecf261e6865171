"""Pages of members: the public register, what the secretariat keeps, dues."""
