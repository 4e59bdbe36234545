"""Figures over cases: what is measured (milestones), what it means (definitions), and how much."""
