"""Reception: who comes, whose turn it is, what was asked, and which room is free."""
