<?php

declare(strict_types=1);

// Written by generate.php: change the library's table instead.

namespace Almon;

/** Every code that an exception of almon can bear. */
enum ErrorCode: string
{
    /** The argument is outside what the function takes. */
    case CoreInvalidArgument = 'core.invalid_argument';
    /** A file could not be read or written; see the system's reason beside it. */
    case CoreIo = 'core.io';
    /** Not a time as RFC 3339 writes it, like 2026-11-22T00:38:19+03:00. */
    case CoreMalformedTime = 'core.malformed_time';
    /** The system gave no random bytes. */
    case CoreNoEntropy = 'core.no_entropy';
    /** The disk is full; what was there before is unchanged. */
    case CoreNoSpace = 'core.no_space';
    /** There is no such file. */
    case CoreNotFound = 'core.not_found';
    /** Not a time zone of the system's tz database; write one like Europe/Moscow. */
    case CoreUnknownTimeZone = 'core.unknown_time_zone';
    /** No number was given. */
    case NumberingEmpty = 'numbering.empty';
    /** The text is longer than any spelling of a phone number. */
    case NumberingInputTooLong = 'numbering.input_too_long';
    /** No country has this code. */
    case NumberingInvalidCountryCode = 'numbering.invalid_country_code';
    /** Not a sip: or tel: URI that holds a number. */
    case NumberingMalformedUri = 'numbering.malformed_uri';
    /** A local number, and no area code is set to complete it. */
    case NumberingNoAreaCode = 'numbering.no_area_code';
    /** No digits of a phone number here. */
    case NumberingNoDigits = 'numbering.no_digits';
    /** More digits than a phone number can have. */
    case NumberingTooLong = 'numbering.too_long';
    /** Too few digits for a phone number. */
    case NumberingTooShort = 'numbering.too_short';
    /** A character that stands in no phone number. */
    case NumberingUnexpectedCharacter = 'numbering.unexpected_character';
    /** Not a region of the numbering plan; write one like RU. */
    case NumberingUnknownRegion = 'numbering.unknown_region';
    /** The caller withheld the number; there is nothing to read. */
    case NumberingWithheld = 'numbering.withheld';
    /** This key does not take this value. */
    case OfficeBadValue = 'office.bad_value';
    /** Two parts of the file contradict each other. */
    case OfficeContradiction = 'office.contradiction';
    /** The file names something here that it does not define. */
    case OfficeDanglingName = 'office.dangling_name';
    /** This is defined twice. */
    case OfficeDuplicate = 'office.duplicate';
    /** An own extension is spelled like an emergency number; the extension cannot be dialled. */
    case OfficeEmergencyClash = 'office.emergency_clash';
    /** A key is missing that this table needs. */
    case OfficeMissingKey = 'office.missing_key';
    /** The policy of the office does not allow this. */
    case OfficeNotAllowed = 'office.not_allowed';
    /** The office file must begin with schema = 1. */
    case OfficeSchema = 'office.schema';
    /** The office file is not TOML; nothing after this place was read. */
    case OfficeSyntax = 'office.syntax';
    /** No such key here. */
    case OfficeUnknownKey = 'office.unknown_key';
    /** The office has no line with this number. */
    case OfficeUnknownLine = 'office.unknown_line';
    /** The office has no trunk of this name. */
    case OfficeUnknownTrunk = 'office.unknown_trunk';
    /** The office has no user of this name, extension or mobile. */
    case OfficeUnknownUser = 'office.unknown_user';
    /** The office file could not be read. */
    case OfficeUnreadable = 'office.unreadable';
    /** The value is of another type than this key takes. */
    case OfficeWrongType = 'office.wrong_type';
    /** A bound of the range must be a number of at most seven digits. */
    case OperatorsBadBounds = 'operators.bad_bounds';
    /** The code must be three digits and begin with 3, 4, 5, 8 or 9. */
    case OperatorsBadCode = 'operators.bad_code';
    /** Not a taxpayer number with right check digits; the operator was known by its name. */
    case OperatorsBadInn = 'operators.bad_inn';
    /** The capacity is not the range's size; the bounds were believed. */
    case OperatorsCapacityMismatch = 'operators.capacity_mismatch';
    /** The file's tables contradict each other; build it again. */
    case OperatorsCorrupted = 'operators.corrupted';
    /** The register holds no row. */
    case OperatorsEmptyRegister = 'operators.empty_register';
    /** A text holds the delimiter; the surplus columns were joined to it. */
    case OperatorsExtraColumns = 'operators.extra_columns';
    /** The content is not what was published; build it again. */
    case OperatorsHashMismatch = 'operators.hash_mismatch';
    /** The header names other columns than the rows show; the rows were believed. */
    case OperatorsHeaderContradicted = 'operators.header_contradicted';
    /** The row names no operator. */
    case OperatorsNoOperator = 'operators.no_operator';
    /** Not a file that `almon operators build` made. */
    case OperatorsNotASnapshot = 'operators.not_a_snapshot';
    /** No register gave a single good row; nothing was published. */
    case OperatorsNothingToBuild = 'operators.nothing_to_build';
    /** The range overlaps an earlier row of the same register; the later row won. */
    case OperatorsOverlap = 'operators.overlap';
    /** The range ends before it begins. */
    case OperatorsReversedRange = 'operators.reversed_range';
    /** Spaces around a column were dropped. */
    case OperatorsStraySpace = 'operators.stray_space';
    /** Rows were repaired or rejected, and strict reading was asked for; nothing was published. */
    case OperatorsStrict = 'operators.strict';
    /** The row has fewer columns than the register. */
    case OperatorsTooFewColumns = 'operators.too_few_columns';
    /** More operators, regions or ranges than a snapshot can hold. */
    case OperatorsTooMany = 'operators.too_many';
    /** The file is shorter or longer than it was published; build it again. */
    case OperatorsTruncated = 'operators.truncated';
    /** Bytes that the register's encoding does not have were replaced. */
    case OperatorsUndecodableText = 'operators.undecodable_text';
    /** No columns of a numbering register here: code, from, to and operator are needed. */
    case OperatorsUnknownColumns = 'operators.unknown_columns';
    /** No region of the table is named here; the text was kept, without code and zone. */
    case OperatorsUnknownRegion = 'operators.unknown_region';
    /** A bound lacks its leading zeros; they were put back. */
    case OperatorsUnpaddedNumber = 'operators.unpadded_number';
    /** Not UTF-8 and not windows-1251; convert the file to UTF-8. */
    case OperatorsUnsupportedEncoding = 'operators.unsupported_encoding';
    /** Made by another version of almon; build the snapshot again. */
    case OperatorsUnsupportedVersion = 'operators.unsupported_version';
    /** This role is declared twice; keep one. */
    case PolicyDuplicateRole = 'policy.duplicate_role';
    /** This role inherits itself by way of others. */
    case PolicyInheritanceCycle = 'policy.inheritance_cycle';
    /** Hours are "office", or days and times like "mon-fri 09:00-18:00". */
    case PolicyMalformedHours = 'policy.malformed_hours';
    /** A rule needs at least one verb, and a condition at least one value. */
    case PolicyNothingStated = 'policy.nothing_stated';
    /** More roles, rules, conditions or users than a policy can hold. */
    case PolicyTooLarge = 'policy.too_large';
    /** A condition is about direction, class, state, evidence, line or hours; no other fact is known. */
    case PolicyUnknownCondition = 'policy.unknown_condition';
    /** A rule's effect is permit or forbid; a test expects allow or deny. */
    case PolicyUnknownEffect = 'policy.unknown_effect';
    /** Not an object: a user's name, own, everything, outside, department:NAME, role:NAME or queue:NAME. */
    case PolicyUnknownObject = 'policy.unknown_object';
    /** No role of this name is declared. */
    case PolicyUnknownRole = 'policy.unknown_role';
    /** A scope is own, department, role, queue, tenant or any, or names one: role:operator. */
    case PolicyUnknownScope = 'policy.unknown_scope';
    /** No user of this name. */
    case PolicyUnknownUser = 'policy.unknown_user';
    /** This is none of the words that may stand here. */
    case PolicyUnknownValue = 'policy.unknown_value';
    /** No such verb; `almon policy verbs` lists them, and group.* means a whole group. */
    case PolicyUnknownVerb = 'policy.unknown_verb';
}
