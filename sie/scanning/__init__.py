"""The streaming way to read a SIE file: in blocks, on arrays, in constant memory."""
