from reader.tui.strips import line as line
