"""Spilno: the working place of an association of local self-government authorities."""
