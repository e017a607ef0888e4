"""What the tests of the resolver ask, and how they read its answers."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from django.test import Client

TELEGRAM = "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189"

PAGE = """\
12. OGPU reports to Stalin on holiday: RGASPI 558.11.79.101 and 129.
13. Ibid., l. 44.
14. RGASPI 558.11.93.20, RGASPI 558.11.93.2, Yezhov and Kaganovich to Stalin 17 and 18 Aug. 1936.
15. GARF, 9401/1a/552 and 64.
16. APRF 3/40/87/52–64, cited in Kondrashin et al., eds., Golod v SSSR, vol. 2, 695–701.
17. Kotkin, Stalin, vol. 2, p. 35.
18. GAVO, f. 22, op. 1, d. 37, l. 41; GARK, f. 136, op. 1, d. 121, l. 153; MSP, f. 3, op. 14,
d. 3, l. 75; Tragediia sovetskoi derevni, vol. 3, pp. 66–8.
19. GARF, f. R-6991, op. 1, d. 1, ll. 1–10; M. I. Odintsov, Russkie patriarkhi XX veka (Moscow,
1994), pp. 283–291.
20. ЦПА ИМЛ, ф. 558, оп. 11, д. 93, л. 20.
"""
"""Notes of Montefiore (12, 14), Applebaum (15, 16), Figes (18) and Khlevniuk (19), as printed."""


def words(page: str) -> str:
    """The words of a page without its tags."""
    body = page[page.index('class="resolution"') :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def answered(client: Client, text: str) -> str:
    response = client.get("/resolve/", {"q": text})
    assert response.status_code == 200
    return response.content.decode()


def found(client: Client, text: str) -> list[dict[str, Any]]:
    response = client.get("/resolve/", {"q": text, "format": "json"})
    return json.loads(response.content)["references"]
