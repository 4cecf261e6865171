"""Spilno: the working place of an association of local self-government authorities."""

__version__ = "0.1.0"
