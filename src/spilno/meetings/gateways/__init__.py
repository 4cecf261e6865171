"""The world outside the General Meeting: papers as PDF and Word, letters, calendar files."""
