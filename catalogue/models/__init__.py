"""The tables: archives, units, documents, where each document lies, and the log of changes."""

from .agents import Agent, AgentName
from .archives import Archive, ArchiveName, archive_name_key
from .changes import Change, ChangeLog
from .concordance import FormerReference
from .documents import Document, ExternalIdentifier, Participation, Text
from .holdings import Holding, ListyRun, runs_of
from .units import UNNUMBERED, Delo, Fond, Opis
from .vocabulary import Collection, DocumentType, Language, Place, Role, Subject

__all__ = [
    "UNNUMBERED",
    "Agent",
    "AgentName",
    "Archive",
    "ArchiveName",
    "Change",
    "ChangeLog",
    "Collection",
    "Delo",
    "Document",
    "DocumentType",
    "ExternalIdentifier",
    "Fond",
    "FormerReference",
    "Holding",
    "Language",
    "ListyRun",
    "Opis",
    "Participation",
    "Place",
    "Role",
    "Subject",
    "Text",
    "archive_name_key",
    "runs_of",
]
