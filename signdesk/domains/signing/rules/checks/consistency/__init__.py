"""What a contract says of one thing in several places, read so that it can be held against each other. The check that
tells what does not agree stands beside this package."""
