"""The automatic checks of the contract review: deterministic functions from a text model and the facts of a case to
findings with their places. No database, no clock, no guessing: what is found can be pointed at and explained."""
