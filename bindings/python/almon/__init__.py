# SPDX-License-Identifier: BSL-1.0
"""almon joins a PBX to a CRM so that nobody in between gets to keep the client.

    >>> import almon
    >>> client = almon.Number("8 (916) 123-45-67")
    >>> client
    Number('+7 916 ***-**-67')
    >>> client.e164, client.type, client.region
    ('+79161234567', 'mobile', 'RU')

Nothing prints a full number by accident: `str()` and `repr()` are masked, and no message of an exception holds one.
"""

from ._almon import (
    Alias,
    Aliases,
    Assignment,
    Because,
    Call,
    CallReader,
    Decision,
    Directory,
    Error,
    External,
    FORMATS,
    Instructions,
    Leg,
    LineHour,
    MissedCall,
    MissedCount,
    MissedReport,
    Mistake,
    Number,
    Numbers,
    Office,
    OfficeError,
    Operator,
    ParseError,
    Policy,
    Reload,
    Resolution,
    Route,
    StoreError,
    Talk,
    Transfer,
    VERBS,
    WayOut,
    diagnose,
    find,
    metadata_version,
    missed_calls,
    parse_many,
    read_calls,
    redact,
    __version__,
)

__all__ = [
    "Alias",
    "Aliases",
    "Assignment",
    "Because",
    "Call",
    "CallReader",
    "Decision",
    "Directory",
    "Error",
    "External",
    "FORMATS",
    "Instructions",
    "Leg",
    "LineHour",
    "MissedCall",
    "MissedCount",
    "MissedReport",
    "Mistake",
    "Number",
    "Numbers",
    "Office",
    "OfficeError",
    "Operator",
    "ParseError",
    "Policy",
    "Reload",
    "Resolution",
    "Route",
    "StoreError",
    "Talk",
    "Transfer",
    "VERBS",
    "WayOut",
    "diagnose",
    "find",
    "metadata_version",
    "missed_calls",
    "parse_many",
    "read_calls",
    "redact",
    "__version__",
]

# Everything is known, and pickled, as `almon.X`: where it is compiled is nobody's business.
for _name in __all__:
    _value = globals()[_name]
    if isinstance(_value, type):
        _value.__module__ = __name__
del _name, _value
