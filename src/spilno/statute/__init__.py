"""Provisions of the statute by edition; refusals; how days are counted."""
