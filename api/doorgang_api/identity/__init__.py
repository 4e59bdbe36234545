"""Signing in at an OpenID provider: the way there and back, who may enter, and signing out.

``configuration`` reads the operator's file; ``outside`` calls the provider within bounds;
``provider`` speaks OpenID Connect over it and ``tokens`` checks what it signed; ``person`` reads
the claims; ``admission`` decides about the account; ``round_trip`` ties a browser to its own
answer; ``logout`` ends sessions, here and there.
"""
