"""Formal notices and mail with proof of delivery."""
