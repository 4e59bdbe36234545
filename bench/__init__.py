"""Measure the budgets of the architecture, each beside its ceiling in the same run."""
