"""A year as a map of its days: how many posts each has, and how many were read on it."""
