"""What other pages show of the journal."""
