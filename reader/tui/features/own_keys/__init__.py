"""Keys of one's own: the screen that lists them, and the one on which a key is pressed."""
