"""Words that decide how a number or name beside them is to be read, as data.

Dates and extents, conjunctions, "Ibid.", marks of the verso, and what does or does not make the
name of an archive. The labels of levels are in `labels.py`.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- Numbers that name nothing ---

MONTHS = _words(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь "
    "янв фев февр апр июн июл авг сен сент окт нояб дек "
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня "
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia януари февруари април юни юли септември октомври ноември декември"
)
YEARS = _words(
    "г гг год года году годов годы годам р рр рік року роках років g gg goda gody r roku"
)

# A number before one of these counts sheets or pictures and does not name one.
EXTENTS = _words(
    "л лист листа листов листы арк аркуш аркуша аркушів аркуші с стр страниц страницы "
    "l listov leaves sheets pages pp kart stron скан скана сканов сканы кадр кадра кадров кадры"
)

# --- Small words ---

CONJUNCTIONS = _words("and и та й i oraz un ir und y або или or")

# "In the same place"; the words of one phrase are joined by "+".
IBID = (
    *("ibid", "ibidem", "ebd", "ebenda", "tamże", "turpat", "ten+pat", "samas", "pak+tam"),
    *("там+же", "там+само", "там+жа", "пак+там", "tam+zhe", "tam+samo"),
)

# --- Sheets ---

# How the back of a sheet is marked, beginning with Russian, Ukrainian, Belarusian, Bulgarian,
# Latvian and Lithuanian.
VERSO = (
    *("об", "обор", "оборот", "обр", "ob", "obor", "oborot"),
    *("зв", "зворот", "zv", "адв", "адварот", "adv", "гръб", "grb", "o.p", "a.p"),
    *("verso", "rev", "vo"),
)
# These mark it only when glued to the number: "12v", Estonian "12p".
GLUED_VERSO = ("v", "p")

# --- Names of archives ---

# What precedes a short name in brackets: "(hereafter TsDA)", "(далее – ГАРФ)".
HEREAFTER = _words("hereafter henceforth hereinafter далее далі dalej cited as")

# What precedes another name in brackets: "РЦИХИДНИ (ныне РГАСПИ)".
NOWADAYS = _words("ныне нине сейчас теперь now formerly бывший бывш former тепер зараз")

# Stems that make the words around them the name of an archive: "Держархів", "State Archive".
ARCHIVE_STEMS = re.compile(
    "архив|архів|архіў|archiv|arkhiv|arhiv|archiw|arhīv|archyv|arhiiv"
    "|^(?:музе|библиотек|бібліотек|рукописн|база$|museum|librar)"
)
# Capitalised words before a name that are no part of it.
LEAD_INS = _words("In See At From The And Also Cf Source Original Copy В Из См Источник Шифр")

# Abbreviations in prose that are no archives by themselves. The last line: series of British,
# American and German archives ("FO 371/56763").
NOT_ARCHIVES = _words(
    "СССР РСФСР УССР УРСР БССР РФ США ЦК КПСС ВКП КП РКП КПУ ВЛКСМ ЦИК ВЦИК СНК СМ СТО ВСНХ НКВД "
    "МВД МГБ КГБ НКГБ ОГПУ ГПУ ВЧК ФСБ МИД НКИД ПБ ТАСС РККА ВМФ МО ГУЛАГ ИККИ АН РАН ООН КНР КНДР "
    "URL USSR RSFSR SSSR US USA UK UN CC CPSU TsK KPSS VKP RKP KGB MGB MVD NKVD OGPU GPU NKGB "
    "FSB MID NKID TASS PRC DPRK CIA FBI NATO TsIK VTsIK SNK ISBN DOI RF RAN "
    "FO CAB PREM WO KV HW DEFE RG NS AA USHMM NARA TNA PRO PA HIA"
)
# Capitalised words, and words of regions, that may follow an abbreviation: "ЦДАГО України".
QUALIFIERS = _words(
    "України Украины Ukraine Ukrainy Ukraïny России Rossii Russia Беларуси Беларусі Belarusi "
    "Belarus Казахстана Kazakhstan Молдовы Moldova Грузии Georgia Moscow Москвы Москва Київ Kyiv "
    "Крыма Крым"
)
REGION_WORDS = _words(
    "области обл области край края краю республики района округа города по oblasti oblast kraia "
    "respubliki області республіки"
)

# How the names of archives begin that number papki: "AVPRF", "АВП РФ".
PAPKA_ARCHIVES = ("AVP", "АВП")

# --- Patterns made of them ---

LETTER = r"[^\W\d_]"
AND = rf"(?:&|\b(?:{'|'.join(sorted(CONJUNCTIONS))})\b)"
