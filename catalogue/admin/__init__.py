"""The curators' desk: Django's admin, customised. Importing this room registers every form."""

from . import agents, archives, concordance, documents, start, units, vocabulary

__all__ = ["agents", "archives", "concordance", "documents", "start", "units", "vocabulary"]
