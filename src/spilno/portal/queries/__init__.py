"""Reads of the portal, page by page: the first page, the desk, the calendar, search."""
