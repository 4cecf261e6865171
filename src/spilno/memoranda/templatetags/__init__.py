"""Tags of cooperation."""
