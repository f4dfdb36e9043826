"""Oversight: what waits for whom, and who did what."""
