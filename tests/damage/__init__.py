"""Files damaged on their way: each is refused, or holds exactly what it held."""
