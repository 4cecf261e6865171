"""Reads of practices, by noun: the register, lineage, adoptions."""
