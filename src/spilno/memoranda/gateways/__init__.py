"""The outside world of memoranda: PDF and DOCX."""
