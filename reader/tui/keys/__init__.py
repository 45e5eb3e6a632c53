"""Keys: their names, which command each calls, the presets, and what is wrong with the user's own. Knows no Textual."""
