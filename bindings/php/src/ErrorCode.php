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
