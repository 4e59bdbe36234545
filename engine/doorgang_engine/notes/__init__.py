"""Notes beside the forms of a case: what people write down for colleagues, or for all."""
