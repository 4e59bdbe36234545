"""A year of fictional children, played by the use cases of real life on a simulated calendar."""
