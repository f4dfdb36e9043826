"""What a contract consists of: clauses, amounts, dates, gaps, parties, signature block. Everything here finds and
reads; nothing here judges."""
