"""Rules of certificates: numbers, codes, issuing, revoking."""
