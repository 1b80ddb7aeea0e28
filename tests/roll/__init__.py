"""Rolling units up into a department."""
