"""SQL as text: decoding, splitting, and what checksums make of it."""
