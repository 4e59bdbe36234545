"""Running cases and newer versions of their routes: what fits, and taking it along."""
