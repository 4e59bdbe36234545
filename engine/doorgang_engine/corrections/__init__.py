"""Corrections: a form filled in anew because there was a mistake in it. The old one stays."""
