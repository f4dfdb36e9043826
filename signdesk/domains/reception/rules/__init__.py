"""The rules of the front desk as pure functions: whose turn it is, what may follow what, which times collide."""
