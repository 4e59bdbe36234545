"""What the builder asks about a form, a field, a condition and a rule: forms themselves.

Each module makes questions (fields of a definition), gives the answers that an existing piece of
a definition amounts to, and makes that piece of answers. The two are each other's inverse.
"""
