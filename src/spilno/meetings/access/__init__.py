"""Who may see and do what at a General Meeting, by noun: the only door for views."""
