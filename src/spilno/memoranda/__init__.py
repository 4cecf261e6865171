"""Cooperation: parties, text and its hash, approvals, signing, yearly plan, fulfilment."""
