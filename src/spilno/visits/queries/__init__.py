"""Reads of visiting meetings, by noun: hosts, programme, attendance."""
