"""Pure rules of memoranda, their plans and reports."""
