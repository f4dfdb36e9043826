"""What is looked at in a contract: a module for each check, named by its id, and the engine that runs them."""
