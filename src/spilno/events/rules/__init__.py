"""Pure rules of joint events."""
