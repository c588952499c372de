"""What change sets set in their session, and how it is put back before the next one: a module for each database."""
