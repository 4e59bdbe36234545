"""Many cases at once: children of a list who begin the same route together."""
