"""Other people's libraries that check our credentials."""
