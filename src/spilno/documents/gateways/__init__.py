"""The world outside: typesetting, Word files, what an uploaded file is, detached signatures."""
