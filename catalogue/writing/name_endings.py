"""Case endings of Russian and Ukrainian names, as far as they hold a consonant.

Endings of vowels alone (Кузнецова, Кузнецову) need no list: `name_key` drops every final vowel,
of romanised names too. What belongs to a name stays: -ов, -ев, -ин, -ич, Долгих, Касым, Аким.
"""

import re

_CONSONANT = "[бвгґджзклмнпрстфхцчшщь]"

_CASE_ENDINGS = (
    rf"(?<=..)(?<={_CONSONANT})[ое](?:го|му)",  # Вышинского, Толстому
    "(?<=..[влнрдт])ыми?",  # Кузнецовым, Подгорным, Толстым
    f"(?<={_CONSONANT}к)ими?",  # Вышинским, Горьким
    "(?<=[оеєё]в)ими?",  # Ukrainian: Кузнєцовим
    "(?<=[иії]н)ими?",  # Ukrainian: Калініним
    "(?<=[оеєё]в)[иы]х",  # семья Кузнецовых
    "(?<=[иії]н)[иы]х",  # Калининых
    "(?<=[сц]к)их",  # Вышинских
    "(?<=[сц]ьк)их",
    "(?<=...)[оеє]м",  # Микояном, Сергеем
    "(?<=...)[оеє]ві",  # Володимирові
)
_CASE_ENDING = re.compile(f"(?:{'|'.join(_CASE_ENDINGS)})$")

_ENDS_SO_BY_ITSELF = frozenset({"артем", "ефрем", "пахом", "шолом", "вифлеем"})
_FLEETING = re.compile("^льв(?=(?:а|у|ом|е)$)")  # Лев, Льва; not Львов, Львович


def without_case_ending(name: str) -> str:
    """Return a composed Cyrillic name without a case ending that has a consonant in it."""
    regular = _FLEETING.sub("лев", name)
    if regular in _ENDS_SO_BY_ITSELF:
        return regular
    return _CASE_ENDING.sub("", regular)
