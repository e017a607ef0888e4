"""A curator's hands at the keyboard, and what they have done."""

from __future__ import annotations

import re

from playwright.sync_api import Page

A_KEY, A_PASTE = 0.2, 1.2
"""Seconds that a practised hand takes."""


class Keyboard:
    """A curator's hands: every key counts, what is pasted counts as one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.pastes = 0
        self.typed: list[str] = []

    @property
    def strokes(self) -> int:
        return self.keys + self.pastes

    @property
    def seconds(self) -> float:
        return self.keys * A_KEY + self.pastes * A_PASTE

    def told(self) -> str:
        return (
            f"{self.strokes} strokes ({self.keys} keys, {self.pastes} pastes), "
            f"{self.seconds:.0f} seconds of a practised hand"
        )

    @property
    def words_typed(self) -> list[str]:
        """Every word that was typed, not pasted, of three letters or more."""
        return re.findall(r"\w{3,}", " ".join(self.typed).casefold())

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)
        self.typed.append(text)

    def paste(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.pastes += 1

    def go(self, part: int) -> None:
        """To a part of the form by its access key."""
        self.access(str(part))

    def access(self, key: str) -> None:
        """An access key; Playwright's own key events never reach them."""
        code = f"{'Digit' if key.isdigit() else 'Key'}{key.upper()}"
        event = {
            "modifiers": 1,
            "key": key,
            "code": code,
            "windowsVirtualKeyCode": ord(key.upper()),
        }
        session = self.page.context.new_cdp_session(self.page)
        for kind in ({"type": "keyDown", "text": key, "unmodifiedText": key}, {"type": "keyUp"}):
            session.send("Input.dispatchKeyEvent", event | kind)
        session.detach()
        self.keys += 1

    def tab_to(self, selector: str, most: int = 12) -> None:
        for _ in range(most):
            if self.page.locator(selector).evaluate("field => field === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} is not reached by the keyboard")

    def send(self, key: str) -> None:
        with self.page.expect_navigation():
            self.access(key)
