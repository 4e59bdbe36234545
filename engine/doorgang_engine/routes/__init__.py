"""Routes as they are published: library files, bundles, the gate, scenarios."""
