"""The entry points: HTTP, pages, command line, clock."""
