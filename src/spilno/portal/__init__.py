"""First page, desks, calendar, search."""
