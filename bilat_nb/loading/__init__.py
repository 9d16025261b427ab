"""Readers of files: from the bytes of one file to the texts in it, one small module per format.

Every reader takes a `Blob` and yields extracts (texts), further blobs (members of an archive, attachments) and
problems. It may raise `UnreadableError`. A module is loaded when the first file of its kind turns up, so that the
libraries of the extra ``documents`` cost nothing before.
"""
