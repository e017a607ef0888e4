"""The tables: archives, units, documents, where each document lies, and the log of changes."""

from .agent_identifiers import AgentIdentifier
from .agent_merging import AgentMerge, merge_agents, plan_agent_merge, undo_agent_merge
from .agents import Agent, AgentName
from .archives import Archive, ArchiveName, archive_name_key
from .audit import AuditLine
from .batches import Batch, BatchChange, BatchRun
from .changes import Change, ChangeLog
from .concordance import FormerReference
from .documents import Document, ExternalIdentifier, Participation, Text
from .holdings import Holding, ListyRun, runs_of
from .merging import Merge, merge, plan_merge
from .proposals import ProposedRevision
from .relocating import is_relocated, relocate
from .steps import Step, made_by, own_or_nobodys, record_steps, step_between
from .undoing import CannotUndo
from .units import UNNUMBERED, Delo, Fond, Opis
from .vocabulary import Collection, DocumentType, Language, Place, Role, Subject

__all__ = [
    "UNNUMBERED",
    "Agent",
    "AgentIdentifier",
    "AgentMerge",
    "AgentName",
    "Archive",
    "ArchiveName",
    "AuditLine",
    "Batch",
    "BatchChange",
    "BatchRun",
    "CannotUndo",
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
    "Merge",
    "Opis",
    "Participation",
    "Place",
    "ProposedRevision",
    "Role",
    "Step",
    "Subject",
    "Text",
    "archive_name_key",
    "is_relocated",
    "made_by",
    "merge",
    "merge_agents",
    "own_or_nobodys",
    "plan_agent_merge",
    "plan_merge",
    "record_steps",
    "relocate",
    "runs_of",
    "step_between",
    "undo_agent_merge",
]
