"""What the check `one_sided_term` knows, as data by subject. A term is told by the words it cannot do without, by what
else its sentence says, and by what in it makes it fair; `lease` knows who lets and what. The engine is the check."""
