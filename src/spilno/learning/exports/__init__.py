"""What professional development gives to other programmes."""
