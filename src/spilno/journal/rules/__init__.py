"""Pure rules of journal."""
