"""Columns that nothing may see: protected characteristics and pay.

The characteristics are those of US federal law (https://www.eeoc.gov/employers/small-business/3-who-protected-employment-discrimination),
of article 21 of the EU Charter, and the special categories of article 9 of the GDPR. Headers are judged by whole words,
so that "age" does not catch "Language", and by stems that occur in no innocent header.
"""

import re
import unicodedata
from collections.abc import Mapping

from hris.headers import squeeze

PAY = "pay"

_WORDS: Mapping[str, tuple[str, ...]] = {
    "age": ("age", "ages", "dob", "bday", "yob", "generation"),
    "sex or gender": ("sex", "pronoun", "pronouns", "salutation", "honorific", "mf"),
    "race or ethnicity": ("race", "races", "ethnic", "minority", "eeo", "caste", "tribe", "complexion"),
    "marital or family status": (
        "spouse", "wife", "husband", "maiden", "dependents", "dependants", "children", "kids", "divorced", "widowed",
    ),
    "religion": ("faith", "creed", "church", "denomination"),
    "citizenship or origin": ("visa", "immigration", "passport", "alien"),
    "disability or health": (
        "disabled", "health", "medical", "illness", "sickness", "diagnosis", "biometric", "biometrics", "vaccinated",
        "vaccination", "impairment",
    ),
    "military service": ("military", "vevraa", "vets"),
    "political opinion or union": ("union", "political", "politics"),
    "sexual orientation": ("lgbt", "lgbtq", "lgbtqia", "lgbtqi"),
    PAY: (
        "pay", "wage", "wages", "bonus", "bonuses", "income", "earnings", "ctc", "ote", "stipend", "allowance",
        "allowances", "comp", "compa", "equity", "rsu", "commission", "commissions", "raise",
    ),
}  # fmt: skip

_STEMS: Mapping[str, tuple[str, ...]] = {
    "age": ("birth", "agegroup", "agerange", "ageband", "agebracket", "agecategory", "over18", "over40", "ageyears", "ageinyears", "employeeage", "currentage"),
    "sexual orientation": ("sexualorient", "sexualpref", "sexualident"),
    "sex or gender": ("gender", "sexcode", "employeesex"),
    "race or ethnicity": ("racial", "racedesc", "racecode", "ethnicit", "ethnicgroup", "hispanic", "latino", "latina", "latinx", "diversity"),
    "marital or family status": (
        "marital", "married", "marriage", "familystatus", "relationshipstatus", "maternity", "paternity", "parental",
    ),
    "pregnancy": ("pregnan",),
    "religion": ("religio",),
    "citizenship or origin": (
        "citizen", "nationality", "nationalorigin", "countryoforigin", "ethnicorigin", "mothertongue", "nativelanguage",
        "workpermit", "residencepermit",
    ),
    "disability or health": (
        "disabilit", "handicap", "accommodationneed", "bloodgroup", "bloodtype", "leavetype", "typeofleave", "leavereason",
        "absencetype", "absencereason", "timeofftype", "timeoffreason", "sickleave", "leavecategory", "absencecategory",
    ),
    "genetic information": ("geneticinfo", "genetictest", "geneticdata", "genetics"),
    "military service": ("veteran",),
    PAY: (
        "salary", "salaries", "salaried", "compensation", "remuneration", "payrate", "rateofpay", "paygrade", "payband",
        "payzone", "hourlyrate", "dailyrate", "weeklyrate", "monthlyrate", "annualrate", "baserate", "stockoption",
        "basepay", "grosspay", "netpay", "totalpay", "annualpay", "hourlypay", "weeklypay", "monthlypay", "bonus",
        "monthlyincome", "annualincome",
    ),
}  # fmt: skip

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\D)(?=\d)|(?<=\d)(?=\D)")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def why_protected(header: str) -> str | None:
    """Name the characteristic that a column of this name tells ("age", "pay" …), or `None` if it may be read."""
    squeezed = squeeze(header)
    for why, stems in _STEMS.items():
        if any(stem in squeezed for stem in stems):
            return why
    words = _words(header)
    for why, known in _WORDS.items():
        if not words.isdisjoint(known):
            return why
    return "genetic information" if "genetic" in words else None


def _words(header: str) -> set[str]:
    """Split a header at spaces, punctuation and inner capitals: "MaritalDesc", "PAY_RATE", "Date of birth"."""
    plain = unicodedata.normalize("NFKD", header)
    split = _BETWEEN_WORDS.split(_CAMEL.sub(" ", plain))
    return {word.casefold() for word in split if word}
