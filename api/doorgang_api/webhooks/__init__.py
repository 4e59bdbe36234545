"""Bring webhooks to other systems: where they may go, how they are signed, what came back."""
