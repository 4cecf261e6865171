"""People who sign in: identity, passkeys, second factor, rights on a day."""
