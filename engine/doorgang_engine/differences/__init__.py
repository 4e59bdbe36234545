"""What differs between two bundles: a base and a variant, or two versions of a route."""
