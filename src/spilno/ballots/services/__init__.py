"""Acts of voting, by noun."""
