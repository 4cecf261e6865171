"""The outside world of events: letters, calendar files, posters."""
