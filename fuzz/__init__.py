"""Hostile pictures: mutations of drawn ones, and what must hold for each of them."""
