"""Somebody's work: listing it, handing it over, planning it. Completing it is in ``tasks``."""
