"""Who must do what by when, on what ground; reports, control, overdue."""
