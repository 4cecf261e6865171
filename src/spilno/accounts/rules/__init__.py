"""Invitations, attempts and rights: what is allowed and why not."""
