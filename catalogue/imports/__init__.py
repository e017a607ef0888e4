"""From outside to the tables: files are read, compared with what is there, and written."""
