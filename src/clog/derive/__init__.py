"""What follows from the declarations: normalising, binding, JSON Schema, checksum text, writing back, reference."""
