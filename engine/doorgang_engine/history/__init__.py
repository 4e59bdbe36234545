"""History: the chain, what it says at a moment, and the proof that it is right."""
