"""The signing room: cases, contract review, release, signing session."""
