"""The walls: parts that pages are made of. Knows Qt and core's values, never SQLAlchemy, io or a domain."""
