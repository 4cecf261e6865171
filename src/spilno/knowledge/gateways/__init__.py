"""The outside world of practices: photos of phones."""
