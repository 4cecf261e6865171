"""How the demo is told: real councils, fictional persons, acts through the same services as everyone's."""
