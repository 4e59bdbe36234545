"""Who may do what: one readable table, and the one place that decides by it. Default deny."""
