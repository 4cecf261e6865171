"""Persons, the offices they hold and held, consent, declined names."""
