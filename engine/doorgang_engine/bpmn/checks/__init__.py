"""The gate: a whitelist by element, position and attribute. What is not proven is refused."""
