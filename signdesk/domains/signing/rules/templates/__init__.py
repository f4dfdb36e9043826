"""Contract templates: what they say and ask for, and a contract held beside the one it was made from."""
