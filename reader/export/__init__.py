"""Export: posts as files that others read, in formats of one table.

A format is one row of `formats.FORMATS` and one module with a function for each kind of output it has:

    def write(selection: Selection, stream: TextIO) -> None          Output.TEXT, UTF-8 and line feeds as written
    def write(selection: Selection, stream: BinaryIO) -> None        Output.BYTES
    def write(selection: Selection, file: Path) -> None              Output.PATH, for what writes files by itself
    def write_folder(selection: Selection, folder: Folder) -> None   Output.FOLDER

The function goes through the posts, as often as it likes, and knows nothing of where its output goes:

    for entry in selection.articles():   each post with its article, converted as it comes; unreadable ones are left out
        entry.post, entry.article, entry.labels, entry.note, entry.highlights
        entry.name                       a file name without an ending, safe on every system, unlike any other of it
        entry.targets(urls)              of these links those that lead to posts of the selection, with their names
    for entry in selection.entries():    the same without an article, at the cost of reading the index

Nothing of a post may be kept but what is small: there may be 20,000, and memory is bounded. Progress, stopping, and what is
told of posts that cannot be read are the selection's; the file that is written aside and moved into its place, whole or not
at all, is `destination`'s. `exporting.export` puts the three together, for the command and for the screens. A function lets
OSError pass, and raises `ExportError` where a library has errors of its own.
"""
