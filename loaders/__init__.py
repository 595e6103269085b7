"""How letters become statements, and statements become triples."""
