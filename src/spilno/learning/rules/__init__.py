"""Rules of professional development, each with its source."""
