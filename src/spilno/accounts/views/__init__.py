"""The door, the profile, the list of accounts."""
