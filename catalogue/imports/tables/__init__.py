"""Inventories and lists of documents as tables: CSV, TSV, XLSX, read through a mapping."""

from .formats import FORMATS
from .mapping import Mapping, Source, mapping_of, read_mapping
from .reading import guess, read_table

__all__ = ["FORMATS", "Mapping", "Source", "guess", "mapping_of", "read_mapping", "read_table"]
