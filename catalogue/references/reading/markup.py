"""Markup that people copy along with a reference, blanked out so that every position stays."""

import re

_MARKUP = re.compile(
    r"""
      &nbsp; | &\#160; | &thinsp;
    | (?P<address> https?://\S+ | \bwww\.\S+ )
    | </?[a-zA-Z][^<>]{0,100}>
    | \*+ | `+ | (?<!\w)_+(?=\w) | (?<=\w)_+(?!\w)
    | [\u200b\u200c\u200d\u2060\ufeff\u00ad]
    """,
    re.VERBOSE,
)
# Typst and LaTeX: "d. 12 #emph[chast'] 2", "\textit{Op.}".
_COMMAND = re.compile(
    r"#[a-z]{1,20}\[(?P<typst>[^\[\]]{0,200})\]|\\[a-z]{1,20}\{(?P<tex>[^{}]{0,200})\}"
)


def blank_markup(text: str) -> str:
    """The text with blanks in place of markup: "Д. 205.&nbsp;Л.&nbsp;93" (the Gulag map's data).

    Addresses become bars, so that names on both sides of one are never taken together.
    """
    if "#" in text or "\\" in text:
        text = _COMMAND.sub(_blank_command, text)
    return _MARKUP.sub(lambda found: ("|" if found["address"] else " ") * len(found[0]), text)


def _blank_command(found: re.Match[str]) -> str:
    content = found["typst"] if found["typst"] is not None else found["tex"]
    return (" " * (len(found[0]) - len(content) - 1)) + content + " "
