"""The command line: every command by its name, some with what stands after it."""
