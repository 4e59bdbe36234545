"""The demo: fictional people, and one case of each route on a simulated calendar."""
