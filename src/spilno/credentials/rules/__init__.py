"""Pure rules of certificates and their public check."""
