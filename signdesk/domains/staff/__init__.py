"""Staff: who works here, and who may log in."""
