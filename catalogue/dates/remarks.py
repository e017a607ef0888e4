"""What is said to the reader about a reading: what was understood, ignored or converted."""

from dataclasses import dataclass, field


@dataclass
class Remarks:
    notes: list[str] = field(default_factory=list)
    converted: bool = False
    """Whether a date of the old style was turned into the new."""

    def say(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def say_converted(self, note: str) -> None:
        self.converted = True
        self.say(note)
