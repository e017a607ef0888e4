"""What archives write over their columns, by the field meant. A new heading is a word in a line.

Words are compared without case, spaces and marks: "№ справи" is "справи", "fond_no" is "fondno".
"""

from __future__ import annotations

UNITS: list[tuple[str, str, str]] = [
    ("archive", "code", "archive archivecode repository архив архів архив(код) установа"),
    (
        "fond",
        "number",
        "fond fondno fondnumber fondnum fonds фонд номерфонда номерфонду фонду фонда",
    ),
    ("fond", "title", "fondtitle fondname названиефонда назвафонду наименованиефонда"),
    (
        "opis",
        "number",
        "opis opys opisno opysno inventory inventoryno inv invlabel invno опис опись описи опису "
        "номерописи номеропису",
    ),
    ("opis", "title", "opistitle opystitle inventorytitle названиеописи назваопису"),
    ("delo", "papka", "papka папка папки folder"),
    (
        "delo",
        "number",
        "delo sprava spravano case caseno casenumber file fileno filenumber дело дела справа "
        "справи едхр единицахранения номердела номерсправи номеределаnumber едхранения одзб "
        "одиницязберігання",
    ),
    (
        "delo",
        "title",
        "title description name deltitle casetitle filetitle название заголовок наименование "
        "заголовокдела заголовоксправи назва назвасправи названиедела описание содержание зміст",
    ),
    (
        "delo",
        "date",
        "date dates year years датa дата даты датадела крайниедаты крайнідати годы год роки рік",
    ),
    (
        "delo",
        "sheets",
        "sheets leaves folios pages extent listy листы листов колвол количестволистов колволистов "
        "арк аркуші аркушів кількістьаркушів обсяг объем",
    ),
    ("delo", "scope", "scope scopeandcontent summary аннотация анотація"),
    ("delo", "access", "access accessstatus доступ режимдоступа режимдоступу"),
    ("delo", "note", "note notes remarks remark примечание примечания примітка примітки"),
    ("place", "reference", "reference shelfmark shifr шифр архивныйшифр архівнийшифр ссылка"),
]

DOCUMENTS: list[tuple[str, str, str]] = [
    ("document", "identifier", "identifier id recordid recordnumber key идентификатор"),
    ("document", "title", "title documenttitle заголовок название назва заголовокдокумента"),
    ("document", "date", "date documentdate дата датадокумента"),
    ("document", "type", "type documenttype genre вид тип видокумента видд виддокумента"),
    ("document", "languages", "language languages язык мова языки мови"),
    ("document", "summary", "summary description abstract аннотация содержание анотація зміст"),
    ("document", "subjects", "subject subjects keywords темы теми рубрики"),
    ("people", "from", "from sender откого відкого отправитель відправник"),
    ("people", "to", "to recipient addressee кому адресат получатель отримувач"),
    ("people", "author", "author authors автор авторы автори"),
    ("place", "reference", "reference source shelfmark шифр источник джерело"),
    ("archive", "code", "archive архив архів"),
    ("fond", "number", "fond фонд"),
    ("opis", "number", "opis opys опись опис"),
    ("delo", "number", "delo sprava дело справа file"),
    ("place", "listy", "listy sheets leaves folios листы аркуші"),
]

SIGNS_OF_DOCUMENTS = frozenset({"identifier", "from", "to", "type", "author"})
"""Fields that only a table of documents has."""

PREFIXES = {
    "fond": ("Фонд", "Ф", "Fond", "F"),
    "opis": ("Опис", "Опись", "Оп", "Opis", "Opys", "Inventory", "Op"),
    "delo": ("Справа", "Дело", "Д", "Спр", "Ед. хр", "Delo", "Sprava", "File", "Case", "D"),
}
"""Words that cells of numbers begin with."""

ATOM = {"legacyId", "parentId", "levelOfDescription", "identifier", "title"}
"""The headings by which AtoM's table of descriptions is known."""
