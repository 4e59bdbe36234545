"""The forms: definitions, and the schemas made from them."""
