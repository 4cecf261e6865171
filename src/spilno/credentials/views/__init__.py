"""Pages of certificates: the public check, what machines read, the register."""
