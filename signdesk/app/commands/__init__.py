"""The command line's words: one module each, with `run(...) -> int` (0 good, 1 errors found or failure, 2 wrong use).
Each imports what it needs only when it runs, so that `--help` stays instant."""
