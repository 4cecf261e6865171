"""The outside world of professional development: PDF and DOCX."""
