"""Numbered documents, versions, signatures, PDF and DOCX."""
