"""Mail: what a letter says, and the server that takes it."""
