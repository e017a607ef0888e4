"""The curators' desk: Django's admin, customised. Importing this room registers every form."""

from . import (
    accounts,
    agents,
    archives,
    batch_history,
    batches,
    concordance,
    documents,
    proposals,
    start,
    units,
    vocabulary,
)

__all__ = [
    "accounts",
    "agents",
    "archives",
    "batch_history",
    "batches",
    "concordance",
    "documents",
    "proposals",
    "start",
    "units",
    "vocabulary",
]
