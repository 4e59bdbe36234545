"""The engine: runs routes, reckons terms, keeps history. Knows nothing of HTTP."""
