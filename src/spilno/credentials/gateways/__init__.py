"""The world outside of certificates: the typeset paper."""
