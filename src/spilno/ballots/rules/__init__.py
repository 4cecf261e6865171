"""Pure rules of ballots."""
