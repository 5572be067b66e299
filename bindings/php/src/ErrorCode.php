<?php

declare(strict_types=1);

// Written by generate.php: change the library's table instead.

namespace Almon;

/** Every code that an exception of almon can bear. */
enum ErrorCode: string
{
    /** Bytes that are no UTF-8; they were read as Windows-1251 or kept one by one. */
    case CdrBrokenEncoding = 'cdr.broken_encoding';
    /** The compressed file is damaged or cut off; what came before was read. */
    case CdrDamagedArchive = 'cdr.damaged_archive';
    /** The file holds no records. */
    case CdrEmptyFile = 'cdr.empty_file';
    /** The end is not after the beginning: no call lies between them. */
    case CdrEmptyPeriod = 'cdr.empty_period';
    /** The row ends before it starts and its duration does not explain it; the duration was kept. */
    case CdrEndsBeforeStart = 'cdr.ends_before_start';
    /** The record came when its call had been told; the call is told again with it, from files that can be read twice. */
    case CdrLateRecord = 'cdr.late_record';
    /** An event without what it needs; it was left out. */
    case CdrMalformedEvent = 'cdr.malformed_event';
    /** Not a JSON object; the line was left out. */
    case CdrMalformedJson = 'cdr.malformed_json';
    /** Not a count of seconds; the row was left out. */
    case CdrMalformedNumber = 'cdr.malformed_number';
    /** Not a time as the PBX writes it, like 2026-11-22 00:38:19; the row was left out. */
    case CdrMalformedTime = 'cdr.malformed_time';
    /** The row names no channel, so that nobody can tell whose it is; it was left out. */
    case CdrNoChannel = 'cdr.no_channel';
    /** The database has no table of call records. */
    case CdrNoSuchTable = 'cdr.no_such_table';
    /** The row holds NUL bytes, as files do after a power cut; they were taken out. */
    case CdrNulBytes = 'cdr.nul_bytes';
    /** The record is longer than any PBX writes; it was left out. */
    case CdrRecordTooLong = 'cdr.record_too_long';
    /** The row has fewer columns than the file's layout; it was left out. */
    case CdrTooFewColumns = 'cdr.too_few_columns';
    /** The row has more columns than the file's layout; it was left out. */
    case CdrTooManyColumns = 'cdr.too_many_columns';
    /** The file ends in the middle of a record; that record was left out. */
    case CdrTruncated = 'cdr.truncated';
    /** A quoted field never ends; the row was left out. */
    case CdrUnclosedQuote = 'cdr.unclosed_quote';
    /** The meaning of the columns cannot be told from the rows; name them with --columns. */
    case CdrUnknownColumns = 'cdr.unknown_columns';
    /** The file is compressed in a way that this almon cannot unpack; unpack it first: xz -dc FILE | almon calls -. */
    case CdrUnknownCompression = 'cdr.unknown_compression';
    /** Not a format that almon reads; name it with --from. */
    case CdrUnknownFormat = 'cdr.unknown_format';
    /** The times do not fit the time zone given; the ids of the calls tell the true one. */
    case CdrWrongTimeZone = 'cdr.wrong_time_zone';
    /** The argument is outside what the function takes. */
    case CoreInvalidArgument = 'core.invalid_argument';
    /** Reading or writing a file failed: the disk, the device or the network file system; see the system's log. */
    case CoreIo = 'core.io';
    /** This is a folder, and a file is needed. */
    case CoreIsDirectory = 'core.is_directory';
    /** Not a time as RFC 3339 writes it, like 2026-11-22T00:38:19+03:00. */
    case CoreMalformedTime = 'core.malformed_time';
    /** The system gave no random bytes. */
    case CoreNoEntropy = 'core.no_entropy';
    /** The system gave no memory. */
    case CoreNoMemory = 'core.no_memory';
    /** This user may not read or write it; see the permissions of file and folder. */
    case CoreNoPermission = 'core.no_permission';
    /** The disk is full; what was there before is unchanged. */
    case CoreNoSpace = 'core.no_space';
    /** There is no such file or folder. */
    case CoreNotFound = 'core.not_found';
    /** Not a time zone of the system's tz database; write one like Europe/Moscow. */
    case CoreUnknownTimeZone = 'core.unknown_time_zone';
    /** This deal number is closed and leads nowhere; open the deal again to use it. */
    case MaskingAliasClosed = 'masking.alias_closed';
    /** This deal number stands, or once stood, for somebody else. */
    case MaskingAliasTaken = 'masking.alias_taken';
    /** These digits call for help; they never stand for anything else. */
    case MaskingCollidesEmergency = 'masking.collides_emergency';
    /** An extension of the office has, or may get, these digits. */
    case MaskingCollidesExtension = 'masking.collides_extension';
    /** These digits can be read as a telephone number. */
    case MaskingCollidesNumber = 'masking.collides_number';
    /** These digits begin with the prefix for an outside line. */
    case MaskingCollidesOutsidePrefix = 'masking.collides_outside_prefix';
    /** These digits are a service code of the office. */
    case MaskingCollidesService = 'masking.collides_service';
    /** The user's grant for this deal number has ended. */
    case MaskingGrantExpired = 'masking.grant_expired';
    /** A deal number is three to nine digits that do not begin with 0. */
    case MaskingMalformedAlias = 'masking.malformed_alias';
    /** A deal's name is one to 64 printable characters. */
    case MaskingMalformedDeal = 'masking.malformed_deal';
    /** A grantee is user:NAME, role:NAME or department:NAME. */
    case MaskingMalformedGrantee = 'masking.malformed_grantee';
    /** A style is partial, country, nothing, or last:N with N from 1 to 4. */
    case MaskingMalformedStyle = 'masking.malformed_style';
    /** No free deal number was found that collides with nothing. */
    case MaskingNoFreeAlias = 'masking.no_free_alias';
    /** The user has no grant for this deal number; ask for `alias grant`. */
    case MaskingNotGranted = 'masking.not_granted';
    /** This party of the deal has another deal number already. */
    case MaskingPairHasAlias = 'masking.pair_has_alias';
    /** No deal number like this was ever opened. */
    case MaskingUnknownAlias = 'masking.unknown_alias';
    /** The office has no such user, role or department. */
    case MaskingUnknownGrantee = 'masking.unknown_grantee';
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
    /** Several offices have a user of this name; write TENANT/NAME. */
    case OfficeAmbiguousUser = 'office.ambiguous_user';
    /** This key does not take this value. */
    case OfficeBadValue = 'office.bad_value';
    /** Two offices on one PBX claim the same, so that nobody can tell whose its calls are. */
    case OfficeClaimedTwice = 'office.claimed_twice';
    /** Two parts of the file contradict each other. */
    case OfficeContradiction = 'office.contradiction';
    /** The file names something here that it does not define. */
    case OfficeDanglingName = 'office.dangling_name';
    /** This is defined twice. */
    case OfficeDuplicate = 'office.duplicate';
    /** An own extension is spelled like an emergency number, so that one of the two cannot be dialled. */
    case OfficeEmergencyClash = 'office.emergency_clash';
    /** A key is missing that this table needs. */
    case OfficeMissingKey = 'office.missing_key';
    /** The office file names no store; write store = "sqlite:FILE" into [office]. */
    case OfficeNoStore = 'office.no_store';
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
    /** No call ever comes to this rule. */
    case OfficeUnreachable = 'office.unreachable';
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
    /** The office calls no such numbers. */
    case RoutingBlacklisted = 'routing.blacklisted';
    /** The trunk's hours are over. */
    case RoutingClosed = 'routing.closed';
    /** Several trunks of the department present this direct number; one must be its own. */
    case RoutingDirectNumberShared = 'routing.direct_number_shared';
    /** Not an amount of money; write one like 2.40, with at most six decimals. */
    case RoutingMalformedMoney = 'routing.malformed_money';
    /** The trunk's list of numbers that it never carries has this one. */
    case RoutingNeverCarried = 'routing.never_carried';
    /** No trunk is the default; cost decides where the called operator is unknown. */
    case RoutingNoDefaultTrunk = 'routing.no_default_trunk';
    /** All channels of the trunk are busy. */
    case RoutingNoFreeChannel = 'routing.no_free_channel';
    /** The tariff has no price for other operators; add one with operator = "*". */
    case RoutingNoPrice = 'routing.no_price';
    /** No trunk is left to carry the call; the trace says why for each. */
    case RoutingNoTrunk = 'routing.no_trunk';
    /** No tariff of this name is valid at this time; its calls have no known cost. */
    case RoutingNoValidTariff = 'routing.no_valid_tariff';
    /** The caller's department has trunks of its own, and this is none of them. */
    case RoutingNotOfDepartment = 'routing.not_of_department';
    /** The trunk carries listed numbers only, and this is none of them. */
    case RoutingNotWhitelisted = 'routing.not_whitelisted';
    /** A trunk presents this number, and no line says what happens to who calls it back. */
    case RoutingNumberUnclaimed = 'routing.number_unclaimed';
    /** No trunk belongs to this operator; calls to it cost what calls to others cost. */
    case RoutingOperatorUnserved = 'routing.operator_unserved';
    /** The policy does not let this person make this call. */
    case RoutingPolicyForbids = 'routing.policy_forbids';
    /** The trunk has no number that the called party could see; list one in `presents`. */
    case RoutingPresentsNothing = 'routing.presents_nothing';
    /** Two prices fit the same calls equally well; the first in the file decides. */
    case RoutingPriceTie = 'routing.price_tie';
    /** The trunk is out of service. */
    case RoutingTrunkDown = 'routing.trunk_down';
    /** The trunk does not carry calls to numbers of this type. */
    case RoutingTypeNotCarried = 'routing.type_not_carried';
    /** There is no tariff of this name. */
    case RoutingUnknownTariff = 'routing.unknown_tariff';
    /** No trunk of the office has this name. */
    case RoutingUnknownTrunk = 'routing.unknown_trunk';
    /** Nobody's department has this trunk; it carries emergency calls only. */
    case RoutingUnreachableTrunk = 'routing.unreachable_trunk';
    /** The database is damaged; restore it from a backup, nothing was changed. */
    case StoreCorrupted = 'store.corrupted';
    /** The disk is full; what was there before is unchanged. */
    case StoreFull = 'store.full';
    /** Reading or writing the database failed; see the system's log. */
    case StoreIo = 'store.io';
    /** Another program held the database for longer than we were told to wait; try again. */
    case StoreLocked = 'store.locked';
    /** A store is written as sqlite:PATH. */
    case StoreMalformedLocation = 'store.malformed_location';
    /** There is no database at this place. */
    case StoreMissing = 'store.missing';
    /** The database was written by a newer version of almon; update this one. */
    case StoreNewerSchema = 'store.newer_schema';
    /** This file is no database of almon's. */
    case StoreNotOurs = 'store.not_ours';
    /** The database may be read but not written; see the permissions of file and folder. */
    case StoreReadOnly = 'store.read_only';
    /** The database could not be opened; see the permissions of file and folder. */
    case StoreUnreadable = 'store.unreadable';
}
