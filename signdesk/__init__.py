"""SignDesk (签约台): runs the day of a contract-signing centre."""

__version__ = "0.1.0"
