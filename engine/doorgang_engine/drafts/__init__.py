"""Drafts of routes: a working copy, its way to review and adoption, and what it then replaces."""
