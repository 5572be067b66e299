<?php

// For IDEs: what the classes of src/ offer. Written by generate.php; never loaded.

namespace Almon;

/** What the PBX does with a call. */
enum Act: string
{
    case Dial = 'dial';
    case Queue = 'queue';
    case Menu = 'menu';
    case Announce = 'announce';
    case Reject = 'reject';
}

/** What stood in a caller or callee field. */
enum AddressKind: string
{
    case None = 'none';
    case Number = 'number';
    case Extension = 'extension';
    case ShortCode = 'short_code';
    case SipUri = 'sip_uri';
}

/** A short number that stands for an outside party of a deal. */
final class Alias
{
    public readonly string $digits;
    public readonly string $deal;
    /** Which party of the deal: `client`, `owner`; null where nobody said. */
    public readonly ?string $label;
    public readonly Number $party;
    public readonly DateTimeImmutable $opened;
    /** When it was last used; at first when it was opened. */
    public readonly DateTimeImmutable $active;
    public readonly ?DateTimeImmutable $closed;
}

/**
 * The aliases of an office. Every call throws {@see StoreException} where the store is broken, and {@see Exception}
 * `office.no_store` where the office file names none.
 *
 * A grantee is `user:NAME`, `role:NAME` or `department:NAME`. `$at` is the moment of the call; null means now.
 */
final class Aliases
{
    /**
     * The alias of this party of the deal: the one that it has, opened again if it was closed, else a new one.
     *
     * @param string $label which party: `client`, `owner`
     * @param string $digits the alias wanted; empty lets the library choose
     * @throws Exception `masking.…`: collisions with extensions, services and numbers, and what else is in the way
     */
    public function open(string $deal, Number $party, string $label = '', string $digits = '', ?DateTimeInterface $at = null): Alias {}
    /**
     * Lets somebody dial, see and be shown the alias.
     *
     * @param ?\DateTimeInterface $until null: until it is closed
     * @throws Exception `masking.unknown_alias`, `masking.alias_closed`, `masking.unknown_grantee`
     */
    public function grant(string $digits, string $grantee, ?DateTimeInterface $until = null, ?DateTimeInterface $at = null): void {}
    /** @throws Exception `masking.not_granted` where there was no such grant */
    public function revoke(string $digits, string $grantee): void {}
    /** It leads nowhere from now on, and its grants are over. It never comes to stand for anybody else. */
    public function close(string $digits, ?DateTimeInterface $at = null): void {}
    /**
     * For whom the alias stands, if `$user` may know how to reach them.
     *
     * @param string $user a user's name
     * @throws Exception `masking.unknown_alias`, `masking.alias_closed`, `masking.not_granted`, `masking.grant_expired`
     */
    public function resolve(string $digits, string $user, ?DateTimeInterface $at = null): Alias {}
    /** Always throws: it belongs to its process. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** Whose a number is now. */
final class Assignment
{
    /** The operator that serves it, as far as is known. */
    public readonly string $operator;
    /** The operator whose range it lies in. */
    public readonly string $holder;
    /** `mts`, as trunks name their operator; null where the brand is not known. */
    public readonly ?string $brand;
    /** Taxpayer number; null where no register tells it. */
    public readonly ?string $inn;
    public readonly Ported $ported;
    /** Canonical name; null where it is not known. */
    public readonly ?string $region;
    /** @var list<string> ISO 3166-2, such as `RU-MOW` */
    public readonly array $regionCodes;
    /** @var list<string> of the tz database; the number may be in any of them */
    public readonly array $zones;
    /** The register that says so, and its row. */
    public readonly ?string $sourceFile;
    public readonly ?int $sourceRow;
}

/** One step of the reasoning. */
final class Because
{
    /** A stable word, such as `line.to` or `policy.forbidden`. */
    public readonly string $rule;
    /** A sentence that holds no full number. */
    public readonly string $text;
    /** Line of the office file; null where no line of it decided. */
    public readonly ?int $line;
}

/**
 * One call as a person means it: who called whom, who rang, who talked and when, and how it ended.
 *
 * It belongs to its process. Numbers stand in it in full: {@see Office::view()} gives the call as somebody may see it.
 * Printed by accident it shows none.
 */
final class Call implements \Stringable
{
    public function __destruct() {}
    /** Tenant and earliest linked id: the same from every source that has it. */
    public function id(): string {}
    public function direction(): Direction {}
    /** Own extension that placed an outbound or internal call. */
    public function by(): ?string {}
    public function external(): ?ExternalParty {}
    /** Our number that was called: E.164 where it is one, else as written. */
    public function did(): ?string {}
    public function campaign(): ?string {}
    public function trunk(): ?string {}
    public function queue(): ?string {}
    public function start(): DateTimeImmutable {}
    public function end(): DateTimeImmutable {}
    /** Milliseconds. This and the five below add up to {@see duration()}. */
    public function ringing(): int {}
    /** Milliseconds in menus. */
    public function inMenu(): int {}
    /** Milliseconds in queues. */
    public function waiting(): int {}
    /** Milliseconds in which people talked. */
    public function talking(): int {}
    /** Milliseconds on hold. */
    public function onHold(): int {}
    /** Milliseconds of none of these. */
    public function elsewhere(): int {}
    /** Milliseconds. */
    public function duration(): int {}
    public function disposition(): Disposition {}
    /** What it counts as, by the office's rules; without an office by the default ones. */
    public function outcome(): Outcome {}
    /** @return list<string> extensions */
    public function rang(): array {}
    /** @return list<string> extensions that talked; none of an outbound call */
    public function answeredBy(): array {}
    /** @return list<Talk> */
    public function talks(): array {}
    /** @return list<Transfer> */
    public function transfers(): array {}
    /** @return list<Leg> */
    public function legs(): array {}
    /** The extension that is responsible for the call. */
    public function responsible(): ?string {}
    /** @return list<string> files */
    public function recordings(): array {}
    /** `external`, an extension, or `pbx`; null where nothing tells. */
    public function hungUpBy(): ?string {}
    /** Why it ended, by Q.850. */
    public function cause(): ?int {}
    /** @return list<string> the PBX's own ids, earliest first */
    public function native(): array {}
    /** 1, or 2 of a call that was given before and comes again, whole, because records of it came late. */
    public function version(): int {}
    /** The whole call in the library's JSON, numbers in full. */
    public function toJson(): string {}
    /**
     * The same as an array, numbers in full.
     *
     * @return array<string, mixed>
     */
    public function toArray(): array {}
    /** In one line, masked. */
    public function __toString(): string {}
    /** @return array<string, mixed> masked */
    public function __debugInfo(): array {}
    /** Always throws: the call belongs to its process, and holds full numbers. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** What PBXs write and almon reads. */
enum CallFormat: string
{
    case Auto = 'auto';
    case AsteriskCsv = 'asterisk-csv';
    case AsteriskCdrCustom = 'asterisk-cdr-custom';
    case AsteriskCel = 'asterisk-cel';
    case AsteriskAmi = 'asterisk-ami';
    case AsteriskAri = 'asterisk-ari';
    case AsteriskQueueLog = 'asterisk-queue-log';
    case AsteriskSql = 'asterisk-sql';
}

/** What a call is at. */
enum CallState: string
{
    case Ringing = 'ringing';
    case Talking = 'talking';
    case Held = 'held';
    case Parked = 'parked';
    case Conference = 'conference';
    case Ended = 'ended';
}

/**
 * Call records in, true calls out, in the order in which they ended. Memory is that of the open calls. A call of which
 * records came too late (`cdr.late_record`) comes once more at the end, whole, as version 2: the last one with an id
 * counts, but for those of {@see Calls::withdrawn()}.
 *
 *     foreach (Calls::read('Master.csv') as $call) { … }
 *
 * @implements \IteratorAggregate<int, Call>
 */
final class Calls implements \IteratorAggregate
{
    /**
     * The calls of some files; nothing is read before they are asked for.
     *
     * @param string|list<string> $files
     * @param Office|list<Office>|null $office tells lines, people and trunks; without it what needs the office is null.
     *     Of several that share a PBX each call is of the one that claims it, or of none, under `default`
     * @param ?string $zone of times that are written without one, like `Europe/Moscow`; null for the office's, or UTC
     * @param list<string> $columns of records or of events, in order; empty where the rows tell
     * @param bool $explain adds to each call why each field holds what it holds, under `why` of {@see Call::toArray()}
     */
    public static function read(array|string $files, CallFormat $format = Almon\CallFormat::Auto, Office|array|null $office = null, ?string $zone = null, array $columns = [], bool $explain = false): Calls {}
    /**
     * @return \Generator<int, Call>
     * @throws OfficeException where two offices claim the same
     * @throws Exception where a file cannot be read at all: `core.not_found`, `core.no_permission`, `cdr.unknown_format`
     */
    public function getIterator(): Generator {}
    /**
     * Rows that were repaired or left out, up to where the calls were read; the rest was delivered.
     *
     * @return list<Mistake>
     */
    public function mistakes(): array {}
    /**
     * Ids of calls that were given and turned out to be part of another, because records of them came late: whoever
     * keeps calls deletes these. Complete when all calls were given.
     *
     * @return list<string>
     */
    public function withdrawn(): array {}
}

/** What is known of a call when its policy is asked. Leave out what is not known. */
final class Circumstances
{
    public readonly ?Direction $direction;
    public readonly array $classes;
    public readonly ?CallState $state;
    public readonly ?Evidence $evidence;
    /** Our line: its number, label or campaign. */
    public readonly ?string $line;
    /** When; null means now. */
    public readonly ?DateTimeInterface $at;
    /** @param list<NumberClass> $classes what the other number is: several may hold at once */
    public function __construct(?Direction $direction = null, array $classes = [], ?CallState $state = null, ?Evidence $evidence = null, ?string $line = null, ?DateTimeInterface $at = null) {}
}

/** A client as the CRM knows him. */
final class Client
{
    /** Such as `contacts/17`; empty where there are no ids. */
    public readonly string $entity;
    public readonly string $name;
    /** The user whose client this is; empty where nobody's. */
    public readonly string $responsible;
    public function __construct(string $entity, string $name, string $responsible = '') {}
}

/** May he or may he not, why, and with which obligations. */
final class Decision
{
    public readonly bool $allowed;
    public readonly DecisionReason $why;
    /** How an outside party's number is shown to him. */
    public readonly Visibility $showNumber;
    /** Which number of ours the other side sees. */
    public readonly Presentation $present;
    public readonly Recording $record;
    /** Whether the other side is told that the call is recorded. */
    public readonly bool $announce;
    /** The deciding rule, such as `forbid recording.*`; null where no rule decided. */
    public readonly ?string $rule;
    /** The role that states it. */
    public readonly ?string $role;
    /** Its line in the office file. */
    public readonly ?int $line;
}

/** Why a decision is what it is. */
enum DecisionReason: string
{
    case Granted = 'granted';
    case Emergency = 'emergency';
    case Forbidden = 'forbidden';
    case FactUnknown = 'fact_unknown';
    case NotGranted = 'not_granted';
    case UnknownUser = 'unknown_user';
}

/** What a trunk does to numbers, and how sure that is; made by {@see Text::diagnose()}. It holds no full number. */
final class Diagnosis
{
    /** One sentence for people. */
    public readonly string $finding;
    /** Region of the trunk, such as `RU`; null where nothing tells. */
    public readonly ?string $home;
    /** Area code of local numbers; null where there are none. */
    public readonly ?string $area;
    /** `plus`, `international`, `national`, `ten-digit`, `local` */
    public readonly string $writes;
    /** What stands before numbers outside; null for nothing. */
    public readonly ?string $outsidePrefix;
    /** What the provider puts before every number; null for nothing. */
    public readonly ?string $technicalPrefix;
    /** How many of the texts are numbers of the home country. */
    public readonly int $numbers;
    /** Share of them that the rules explain; 0 where there are none. */
    public readonly float $confidence;
    /** The lines of TOML that tell the office file so. */
    public readonly string $officeLines;
    /** @var array<int, string> what does not follow the rules: shapes (`national`, `abroad`, `short`, …) by index */
    public readonly array $exceptions;
    /** @var array<string, mixed> all of it, as `almon number diagnose --json` tells it */
    public readonly array $facts;
}

/** Which way a call goes, as the company sees it. */
enum Direction: string
{
    case Inbound = 'inbound';
    case Outbound = 'outbound';
    case Internal = 'internal';
}

/**
 * The operator directory: whose a number is.
 *
 * A process maps a snapshot once and keeps it over requests; opening it again after it was replaced shows the new one,
 * to objects that were opened before, too. May be used after `fork`.
 */
final class Directory
{
    /** @throws Exception `core.not_found`, or what is wrong with the snapshot */
    public static function open(string $path): Directory {}
    /** Whose `$number` is; null where no register knows it. */
    public function lookup(Number $number): ?Assignment {}
    /**
     * Reads the whole file.
     *
     * @throws Exception where it is not what was published
     */
    public function verify(): void {}
    /** When the snapshot was made. */
    public function builtAt(): DateTimeImmutable {}
    /** How many numbers somebody holds. */
    public function numbers(): int {}
    /** How many ranges there are, those that nobody holds included. */
    public function ranges(): int {}
    /** Always throws: the number means nothing to another process. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** How a call ended. */
enum Disposition: string
{
    case Answered = 'answered';
    case Missed = 'missed';
    case Cancelled = 'cancelled';
    case Busy = 'busy';
    case Failed = 'failed';
    case NoHuman = 'no_human';
    case Voicemail = 'voicemail';
    case AbandonedIvr = 'abandoned_ivr';
    case AbandonedQueue = 'abandoned_queue';
    case QueueTimeout = 'queue_timeout';
    case NoAnswer = 'no_answer';
    case NoAnswerAgent = 'no_answer_agent';
    case Service = 'service';
    case AgentLogin = 'agent_login';
    case CutWhileRinging = 'cut_while_ringing';
}

/** Every code that an exception of almon can bear. */
enum ErrorCode: string
{
    case CdrBrokenEncoding = 'cdr.broken_encoding';
    case CdrDamagedArchive = 'cdr.damaged_archive';
    case CdrEmptyFile = 'cdr.empty_file';
    case CdrEmptyPeriod = 'cdr.empty_period';
    case CdrEndsBeforeStart = 'cdr.ends_before_start';
    case CdrLateRecord = 'cdr.late_record';
    case CdrMalformedEvent = 'cdr.malformed_event';
    case CdrMalformedJson = 'cdr.malformed_json';
    case CdrMalformedNumber = 'cdr.malformed_number';
    case CdrMalformedTime = 'cdr.malformed_time';
    case CdrNoChannel = 'cdr.no_channel';
    case CdrNoSuchTable = 'cdr.no_such_table';
    case CdrNulBytes = 'cdr.nul_bytes';
    case CdrRecordTooLong = 'cdr.record_too_long';
    case CdrTooFewColumns = 'cdr.too_few_columns';
    case CdrTooManyColumns = 'cdr.too_many_columns';
    case CdrTruncated = 'cdr.truncated';
    case CdrUnclosedQuote = 'cdr.unclosed_quote';
    case CdrUnknownColumns = 'cdr.unknown_columns';
    case CdrUnknownCompression = 'cdr.unknown_compression';
    case CdrUnknownFormat = 'cdr.unknown_format';
    case CdrWrongTimeZone = 'cdr.wrong_time_zone';
    case CoreInvalidArgument = 'core.invalid_argument';
    case CoreIo = 'core.io';
    case CoreIsDirectory = 'core.is_directory';
    case CoreMalformedTime = 'core.malformed_time';
    case CoreNoEntropy = 'core.no_entropy';
    case CoreNoMemory = 'core.no_memory';
    case CoreNoPermission = 'core.no_permission';
    case CoreNoSpace = 'core.no_space';
    case CoreNotFound = 'core.not_found';
    case CoreUnknownTimeZone = 'core.unknown_time_zone';
    case MaskingAliasClosed = 'masking.alias_closed';
    case MaskingAliasTaken = 'masking.alias_taken';
    case MaskingCollidesEmergency = 'masking.collides_emergency';
    case MaskingCollidesExtension = 'masking.collides_extension';
    case MaskingCollidesNumber = 'masking.collides_number';
    case MaskingCollidesOutsidePrefix = 'masking.collides_outside_prefix';
    case MaskingCollidesService = 'masking.collides_service';
    case MaskingGrantExpired = 'masking.grant_expired';
    case MaskingMalformedAlias = 'masking.malformed_alias';
    case MaskingMalformedDeal = 'masking.malformed_deal';
    case MaskingMalformedGrantee = 'masking.malformed_grantee';
    case MaskingMalformedStyle = 'masking.malformed_style';
    case MaskingNoFreeAlias = 'masking.no_free_alias';
    case MaskingNotGranted = 'masking.not_granted';
    case MaskingPairHasAlias = 'masking.pair_has_alias';
    case MaskingUnknownAlias = 'masking.unknown_alias';
    case MaskingUnknownGrantee = 'masking.unknown_grantee';
    case NumberingEmpty = 'numbering.empty';
    case NumberingInputTooLong = 'numbering.input_too_long';
    case NumberingInvalidCountryCode = 'numbering.invalid_country_code';
    case NumberingMalformedUri = 'numbering.malformed_uri';
    case NumberingNoAreaCode = 'numbering.no_area_code';
    case NumberingNoDigits = 'numbering.no_digits';
    case NumberingTooLong = 'numbering.too_long';
    case NumberingTooShort = 'numbering.too_short';
    case NumberingUnexpectedCharacter = 'numbering.unexpected_character';
    case NumberingUnknownRegion = 'numbering.unknown_region';
    case NumberingWithheld = 'numbering.withheld';
    case OfficeAmbiguousUser = 'office.ambiguous_user';
    case OfficeBadValue = 'office.bad_value';
    case OfficeClaimedTwice = 'office.claimed_twice';
    case OfficeContradiction = 'office.contradiction';
    case OfficeDanglingName = 'office.dangling_name';
    case OfficeDuplicate = 'office.duplicate';
    case OfficeEmergencyClash = 'office.emergency_clash';
    case OfficeMissingKey = 'office.missing_key';
    case OfficeNoStore = 'office.no_store';
    case OfficeNotAllowed = 'office.not_allowed';
    case OfficeSchema = 'office.schema';
    case OfficeSyntax = 'office.syntax';
    case OfficeUnknownKey = 'office.unknown_key';
    case OfficeUnknownLine = 'office.unknown_line';
    case OfficeUnknownTrunk = 'office.unknown_trunk';
    case OfficeUnknownUser = 'office.unknown_user';
    case OfficeUnreachable = 'office.unreachable';
    case OfficeUnreadable = 'office.unreadable';
    case OfficeWrongType = 'office.wrong_type';
    case OperatorsBadBounds = 'operators.bad_bounds';
    case OperatorsBadCode = 'operators.bad_code';
    case OperatorsBadInn = 'operators.bad_inn';
    case OperatorsCapacityMismatch = 'operators.capacity_mismatch';
    case OperatorsCorrupted = 'operators.corrupted';
    case OperatorsEmptyRegister = 'operators.empty_register';
    case OperatorsExtraColumns = 'operators.extra_columns';
    case OperatorsHashMismatch = 'operators.hash_mismatch';
    case OperatorsHeaderContradicted = 'operators.header_contradicted';
    case OperatorsNoOperator = 'operators.no_operator';
    case OperatorsNotASnapshot = 'operators.not_a_snapshot';
    case OperatorsNothingToBuild = 'operators.nothing_to_build';
    case OperatorsOverlap = 'operators.overlap';
    case OperatorsReversedRange = 'operators.reversed_range';
    case OperatorsStraySpace = 'operators.stray_space';
    case OperatorsStrict = 'operators.strict';
    case OperatorsTooFewColumns = 'operators.too_few_columns';
    case OperatorsTooMany = 'operators.too_many';
    case OperatorsTruncated = 'operators.truncated';
    case OperatorsUndecodableText = 'operators.undecodable_text';
    case OperatorsUnknownColumns = 'operators.unknown_columns';
    case OperatorsUnknownRegion = 'operators.unknown_region';
    case OperatorsUnpaddedNumber = 'operators.unpadded_number';
    case OperatorsUnsupportedEncoding = 'operators.unsupported_encoding';
    case OperatorsUnsupportedVersion = 'operators.unsupported_version';
    case PolicyDuplicateRole = 'policy.duplicate_role';
    case PolicyInheritanceCycle = 'policy.inheritance_cycle';
    case PolicyMalformedHours = 'policy.malformed_hours';
    case PolicyNothingStated = 'policy.nothing_stated';
    case PolicyTooLarge = 'policy.too_large';
    case PolicyUnknownCondition = 'policy.unknown_condition';
    case PolicyUnknownEffect = 'policy.unknown_effect';
    case PolicyUnknownObject = 'policy.unknown_object';
    case PolicyUnknownRole = 'policy.unknown_role';
    case PolicyUnknownScope = 'policy.unknown_scope';
    case PolicyUnknownUser = 'policy.unknown_user';
    case PolicyUnknownValue = 'policy.unknown_value';
    case PolicyUnknownVerb = 'policy.unknown_verb';
    case RoutingBlacklisted = 'routing.blacklisted';
    case RoutingClosed = 'routing.closed';
    case RoutingDirectNumberShared = 'routing.direct_number_shared';
    case RoutingMalformedMoney = 'routing.malformed_money';
    case RoutingNeverCarried = 'routing.never_carried';
    case RoutingNoDefaultTrunk = 'routing.no_default_trunk';
    case RoutingNoFreeChannel = 'routing.no_free_channel';
    case RoutingNoPrice = 'routing.no_price';
    case RoutingNoTrunk = 'routing.no_trunk';
    case RoutingNoValidTariff = 'routing.no_valid_tariff';
    case RoutingNotOfDepartment = 'routing.not_of_department';
    case RoutingNotWhitelisted = 'routing.not_whitelisted';
    case RoutingNumberUnclaimed = 'routing.number_unclaimed';
    case RoutingOperatorUnserved = 'routing.operator_unserved';
    case RoutingPolicyForbids = 'routing.policy_forbids';
    case RoutingPresentsNothing = 'routing.presents_nothing';
    case RoutingPriceTie = 'routing.price_tie';
    case RoutingTrunkDown = 'routing.trunk_down';
    case RoutingTypeNotCarried = 'routing.type_not_carried';
    case RoutingUnknownTariff = 'routing.unknown_tariff';
    case RoutingUnknownTrunk = 'routing.unknown_trunk';
    case RoutingUnreachableTrunk = 'routing.unreachable_trunk';
    case StoreCorrupted = 'store.corrupted';
    case StoreFull = 'store.full';
    case StoreIo = 'store.io';
    case StoreLocked = 'store.locked';
    case StoreMalformedLocation = 'store.malformed_location';
    case StoreMissing = 'store.missing';
    case StoreNewerSchema = 'store.newer_schema';
    case StoreNotOurs = 'store.not_ours';
    case StoreReadOnly = 'store.read_only';
    case StoreUnreadable = 'store.unreadable';
}

/** What shows that the caller is who the caller id says. */
enum Evidence: string
{
    case OwnSim = 'own_sim';
    case Verified = 'verified';
    case Unverified = 'unverified';
    case Withheld = 'withheld';
}

/**
 * Something that almon refuses or cannot do. Its message says cause and cure and never holds a full phone number.
 */
class Exception extends \RuntimeException
{
    /** The code that all languages share, such as `numbering.no_digits`. {@see getCode()} gives its stable number. */
    public function errorCode(): string {}
    /** The same as a case of the enum; null where the extension is newer than these classes. */
    public function error(): ?ErrorCode {}
}

/** The party outside the office. */
final class ExternalParty implements \Stringable
{
    /** Null where the PBX wrote none, or none that can be read. */
    public function number(): ?Number {}
    /** As the PBX wrote it: mind where it goes. */
    public function text(): ?string {}
    public function kind(): AddressKind {}
    public function name(): ?string {}
    /** The caller hid the number; where {@see number()} is known all the same, it is for matching and never shown. */
    public function isWithheld(): bool {}
    /** The deal's number that was dialled instead, or under which who looks knows the party. */
    public function alias(): ?string {}
    /** Who serves the number, where the office has an operator directory. */
    public function operator(): ?string {}
    /** Where the number is at home, by the same. */
    public function region(): ?string {}
    /** Masked. */
    public function __toString(): string {}
    /** @return array<string, mixed> masked */
    public function __debugInfo(): array {}
    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** A number in a text. */
final class FoundNumber
{
    public readonly Number $number;
    /** Its first byte. */
    public readonly int $begin;
    /** The byte after its last. */
    public readonly int $end;
}

/** One trunk of a route. */
final class Hop
{
    public readonly string $trunk;
    /** One of the trunk's own; null only for an emergency call over a trunk without. */
    public readonly ?Number $present;
    /** Expected cost, such as `2.40`; null where unknown. */
    public readonly ?string $cost;
    public readonly RouteRank $because;
}

/**
 * What the PBX is told to do with a call. It holds the called number in full, so it is for the PBX and not for people;
 * printed by accident it shows none.
 */
final class Instructions
{
    public function act(): Act {}
    /** Of the queue, menu or announcement. */
    public function name(): ?string {}
    /** @return list<string> own phones to ring, all at once */
    public function extensions(): array {}
    /** @return list<WayOut> tried in this order */
    public function trunks(): array {}
    /** Where to go when nobody answers, such as `queue:500`; null means hang up. */
    public function otherwise(): ?string {}
    public function record(): Recording {}
    /** Whether the other side is told that the call is recorded. */
    public function announceRecording(): bool {}
    /** What whoever is rung sees as the caller; null means nothing. */
    public function show(): ?string {}
    /** The deal's alias, where that is what is shown or was dialled. */
    public function alias(): ?string {}
    /** @return list<string> users whose screen pops */
    public function pop(): array {}
    /** The user who calls, where it is one of ours. */
    public function caller(): ?string {}
    public function registerInCrm(): bool {}
    /** Why it is {@see Act::Reject}. */
    public function refused(): ?Refusal {}
    /** @return list<Because> the steps of the reasoning; they hold no full number */
    public function why(): array {}
    /** All of it in the library's JSON, numbers in full. */
    public function toJson(): string {}
    /** The same as commands for Asterisk's AGI, a line each: `SET VARIABLE ALMON_ACT "dial"` and so on. */
    public function toAgi(): string {}
    /** @return array<string, mixed> without numbers */
    public function __debugInfo(): array {}
    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** One channel of the PBX in a call. */
final class Leg
{
    public function channel(): ?string {}
    /** Null for an own phone. */
    public function trunk(): ?string {}
    /** Extension; null for an outsider. */
    public function who(): ?string {}
    /** What this leg was asked to reach. */
    public function dialled(): ?string {}
    /** The number shown to the called party. */
    public function presented(): ?string {}
    public function start(): DateTimeImmutable {}
    public function answer(): ?DateTimeImmutable {}
    public function end(): DateTimeImmutable {}
    /** Why it ended, by Q.850. */
    public function cause(): ?int {}
    /** @return array<string, mixed> */
    public function __debugInfo(): array {}
    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** The library as a whole. */
final class Library
{
    /** Version of the compiled library, `major.minor.patch`. */
    public static function version(): string {}
    /** Version of the numbering metadata that the tables were made from. */
    public static function metadataVersion(): string {}
}

/** The missed calls of one of our numbers in one hour of the day. */
final class LineHour
{
    /** Our number; null where no record tells. */
    public readonly ?string $did;
    /** Which advert shows it. */
    public readonly ?string $campaign;
    /** 0 to 23, of the office's clock. */
    public readonly int $hour;
    public readonly MissedCount $count;
}

/** Somebody who wanted us and was not served, and what became of it. Printed by accident it shows no number. */
final class MissedCall implements \Stringable
{
    /** That of the {@see Call}. */
    public function id(): string {}
    /** Null where it was withheld, is none that can be read, or is not for the viewer. */
    public function caller(): ?Number {}
    /** As the PBX wrote it: mind where it goes. */
    public function text(): ?string {}
    public function name(): ?string {}
    /** Our number that was called: E.164 where it is one, else as written. */
    public function did(): ?string {}
    public function campaign(): ?string {}
    public function queue(): ?string {}
    public function at(): DateTimeImmutable {}
    /** Whether the office was open; null without an office. */
    public function wasOpen(): ?bool {}
    /** Milliseconds. */
    public function waited(): int {}
    public function disposition(): Disposition {}
    /** `Missed`, `Voicemail` or `ShortAbandon`. */
    public function outcome(): Outcome {}
    /** @return list<string> extensions that rang and did not answer */
    public function rang(): array {}
    /** How many calls to them nobody answered. */
    public function triedBack(): int {}
    /** Null where they are still owed a call. */
    public function resolution(): ?Resolution {}
    /** In the library's JSON, numbers in full. */
    public function toJson(): string {}
    /**
     * The same as an array, numbers in full.
     *
     * @return array<string, mixed>
     */
    public function toArray(): array {}
    /** In one line, masked. */
    public function __toString(): string {}
    /** @return array<string, mixed> masked */
    public function __debugInfo(): array {}
    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/**
 * Who was not answered, and what became of it: called back by whom and how late, answered when they called again, or
 * nothing. What counts as missed is the call's outcome. Earliest first.
 *
 *     foreach (MissedCalls::read('Master.csv', office: $office) as $missed) { … }
 *
 * @implements \IteratorAggregate<int, MissedCall>
 */
final class MissedCalls implements \IteratorAggregate, \Countable
{
    /**
     * Reads the files to their end.
     *
     * @param string|list<string> $files
     * @param Office|list<Office>|null $office tells lines, people and opening hours; several may share a PBX
     * @param ?string $zone of times that are written without one, like `Europe/Moscow`; null for the office's, or UTC
     * @param list<string> $columns of records or of events, in order; empty where the rows tell
     * @param \DateTimeInterface|string|null $since calls that began then or later: a day (`2026-11-22`), or a time. Calls
     *     outside still tell who was called back
     * @param \DateTimeInterface|string|null $until and before then; a day is meant whole
     * @param ?string $viewer callers as this user may see them, `NAME` or `TENANT/NAME`; null for full numbers
     * @param ?\DateTimeInterface $at what the viewer may see then; null for now
     * @throws OfficeException where two offices claim the same
     * @throws Exception where a file cannot be read, because it may tell who was called back; `core.malformed_time`,
     *     `cdr.empty_period`, `office.unknown_user`
     */
    public static function read(array|string $files, CallFormat $format = Almon\CallFormat::Auto, Office|array|null $office = null, ?string $zone = null, array $columns = [], DateTimeInterface|string|null $since = null, DateTimeInterface|string|null $until = null, ?string $viewer = null, ?DateTimeInterface $at = null): MissedCalls {}
    /** @return \Generator<int, MissedCall> */
    public function getIterator(): Generator {}
    /** How many were missed. */
    public function count(): int {}
    /**
     * Who gave up before anybody could have answered, apart.
     *
     * @return list<MissedCall>
     */
    public function shortAbandons(): array {}
    public function totals(): MissedCount {}
    /** @return list<LineHour> by number, then hour */
    public function byLineAndHour(): array {}
    /** @return list<RangUnanswered> whose phones rang without an answer, most first */
    public function rangUnanswered(): array {}
    /** @return list<Mistake> rows that were repaired or left out; the rest counts */
    public function mistakes(): array {}
    /** All of it, a JSON object a line, as `almon calls --report missed --json` prints it: numbers in full. */
    public function toJson(): string {}
    /** @return array<string, mixed> masked */
    public function __debugInfo(): array {}
    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** How many there were. */
final class MissedCount
{
    /** Messages included. */
    public readonly int $missed;
    /** Of them: left a message. */
    public readonly int $messages;
    /** Of them: while the office was closed. */
    public readonly int $outsideHours;
    /** Of them: nobody called back, or answered when they called again. */
    public readonly int $unresolved;
    /** Beside them: gave up before anybody could have answered. */
    public readonly int $shortAbandons;
}

/** A mistake in a file that a person will mend, or a row of it that was repaired. */
final class Mistake implements \Stringable
{
    /** The code that all languages share, such as `office.unknown_key`. */
    public readonly string $errorCode;
    public readonly string $message;
    public readonly string $file;
    /** 1-based; 0 where the file as a whole is meant. */
    public readonly int $line;
    /** 1-based; 0 where the line as a whole is meant. */
    public readonly int $column;
    public readonly string $found;
    public readonly string $expected;
    public readonly Severity $severity;
    /** `file:line:column: code: message (found …, expected …)` */
    public function __toString(): string {}
}

/**
 * A telephone number as the world's networks know it: E.164.
 *
 * It shows itself masked wherever it is printed by accident; {@see e164()} and {@see format()} tell it in full.
 * Immutable; `==` compares number and extension. It does not serialize: keep {@see e164()} where you mean to keep it.
 */
final class Number implements \Stringable
{
    /**
     * The number that `$text` spells, seen from a home region and area. What is too short to reach anybody is refused.
     *
     * @param string $home ISO 3166 region of numbers without a country code; empty where only `+` forms are wanted
     * @param string $area area code that completes local numbers; empty where there is none
     * @throws ParseException with the byte offset
     */
    public static function parse(string $text, string $home = 'RU', string $area = ''): Number {}
    /**
     * The same without the last look at the length: {@see possibility()} of what was read may be anything.
     *
     * @throws ParseException with the byte offset
     */
    public static function read(string $text, string $home = 'RU', string $area = ''): Number {}
    /** As {@see parse()}; null for what is no number. */
    public static function tryParse(string $text, string $home = 'RU', string $area = ''): ?Number {}
    /**
     * Many at once: for each text, in order and under its key, its number or why it is none.
     *
     * @param array<array-key, string> $texts
     * @return array<array-key, self|ParseException>
     */
    public static function parseMany(array $texts, string $home = 'RU', string $area = ''): array {}
    /**
     * A number of this type that nobody has, for documents and tests; null where the region has no such numbers.
     */
    public static function example(string $region, NumberType $type): ?Number {}
    /** `+` and all digits: the full number, so mind where it goes. */
    public function e164(): string {}
    /** The number in full, with its extension where the style has one. */
    public function format(NumberStyle $style): string {}
    public function international(): string {}
    public function national(): string {}
    public function rfc3966(): string {}
    /** `+7 916 ***-**-67` */
    public function masked(): string {}
    /** Digits dialled after the call is answered; null where there are none. */
    public function extension(): ?string {}
    /**
     * Digits of the carrier that was dialled in the national prefix (Brazil, Colombia), as the number was read; null where
     * there are none. They are no part of the number.
     */
    public function carrierCode(): ?string {}
    public function type(): NumberType {}
    /** ISO 3166 code; `001` for a code of no country; null where the digits fit none of the countries of a code. */
    public function region(): ?string {}
    /** It fits a pattern of its region: it can have been given to somebody. */
    public function isValid(): bool {}
    public function possibility(): Possibility {}
    public function countryCode(): int {}
    /**
     * The time zones in which its owner may be, by the numbering plan. A {@see Directory} that knows the region says
     * it better.
     *
     * @return list<string> names like `Europe/Moscow`
     */
    public function zones(): array {}
    /** The same number, whatever the spelling and the extension. */
    public function isSameAs(Number $other): bool {}
    /** Masked. */
    public function __toString(): string {}
    /** @return array{number: string, extension: ?string} masked */
    public function __debugInfo(): array {}
    /** Always throws: a session or a cache would keep the number in full. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** What is known of the other party's number. */
enum NumberClass: string
{
    case Client = 'client';
    case Staff = 'staff';
    case Whitelist = 'whitelist';
    case Emergency = 'emergency';
    case International = 'international';
    case Premium = 'premium';
    case Stranger = 'stranger';
}

/** How a number is written. */
enum NumberStyle: int
{
    case E164 = 0;
    case International = 1;
    case National = 2;
    case Rfc3966 = 3;
}

/** What a number is for, by the world's numbering plan. */
enum NumberType: string
{
    case Unknown = 'unknown';
    case FixedLine = 'fixed_line';
    case Mobile = 'mobile';
    case FixedLineOrMobile = 'fixed_line_or_mobile';
    case TollFree = 'toll_free';
    case PremiumRate = 'premium_rate';
    case SharedCost = 'shared_cost';
    case Voip = 'voip';
    case PersonalNumber = 'personal_number';
    case Pager = 'pager';
    case Uan = 'uan';
    case Voicemail = 'voicemail';
}

/**
 * The front door: one object that answers every question about one office, from the file that describes it, the operator
 * snapshot and the store that it names.
 *
 * A process reads the files once and keeps them over requests; {@see open()} reads them again when one of them changed,
 * for objects that were opened before, too. May be used after `fork`: the child opens the store again.
 *
 * `$at` is the moment of the question everywhere; null means now.
 */
final class Office
{
    /**
     * @param null|callable(Number): ?Client $clients asks the CRM whose number it is; without it the office file's
     *                                                clients are asked. A caller waits: what it throws or answers late
     *                                                counts as no answer, and PHP is warned.
     * @throws OfficeException with every mistake of the file
     */
    public static function open(string $path, ?callable $clients = null): Office {}
    /** Its name. */
    public function tenant(): string {}
    /** Region in which bare numbers are read. */
    public function home(): string {}
    /** Area code that completes local numbers. */
    public function area(): ?string {}
    public function timeZone(): DateTimeZone {}
    /**
     * Nothing that stops a call, but somebody should look.
     *
     * @return list<Mistake>
     */
    public function warnings(): array {}
    /**
     * Where an outside caller goes. When something that is needed does not answer, the client falls to the operators.
     *
     * @param string $trunk name in the office file, or the channel as the PBX names it
     * @param string $did our number, as the trunk writes it
     * @param string $caller as the trunk writes it: a number, a URI, `anonymous`, or nothing
     * @param string $digits an extension or alias that the caller dialled after our number
     */
    public function incoming(string $trunk, string $did, string $caller, string $digits = '', ?DateTimeInterface $at = null): Instructions {}
    /**
     * What happens when one of us dials; {@see Instructions::refused()} where the office does not allow it. An emergency
     * call always goes out.
     *
     * @param string $user name, extension, or agent id
     * @param string $digits an extension, an alias, or a number
     * @param string $via the trunk by which the user called in from a mobile; empty from a desk phone
     * @param string $caller the caller id on that trunk
     * @param string $trunk the trunk that the user asks for; empty for the best
     * @param string $party the outside party that is being transferred; empty where none
     */
    public function dial(string $user, string $digits, string $via = '', string $caller = '', string $trunk = '', string $party = '', ?DateTimeInterface $at = null): Instructions {}
    /**
     * May `$user` do this, and to whose things? {@see Policy} can be told more of the call.
     *
     * @param string $object as {@see Policy::decide()} takes it
     * @throws Exception `office.unknown_user`, or the policy's own
     */
    public function decide(string $user, Verb|string $verb, string $object = '', ?DateTimeInterface $at = null): Decision {}
    /**
     * Through which trunks `$user` would call `$number`, and why.
     *
     * @param string $trunk the trunk that he asks for; empty for the best
     * @throws Exception `office.unknown_user`
     */
    public function route(string $user, Number $number, string $trunk = '', ?DateTimeInterface $at = null): Route {}
    /** Whose `$number` is; null where no register knows it, or the office has no operator snapshot. */
    public function lookup(Number $number): ?Assignment {}
    /**
     * The time zones in which the owner of `$number` may be: of the operator snapshot, else of the numbering plan.
     *
     * @return list<string> such as `Europe/Moscow`
     */
    public function zones(Number $number): array {}
    /**
     * Whether it is within these hours in every time zone of `$number`. An end at or before the beginning is the next
     * day's.
     *
     * @param int $fromHour 0 to 24, by the called party's clock
     * @throws Exception `core.invalid_argument` for other hours
     */
    public function safeToCall(Number $number, ?DateTimeInterface $at = null, int $fromHour = 9, int $untilHour = 21): bool {}
    /**
     * The call as `$user` may see it; null where he may not.
     *
     * @throws Exception `office.unknown_user`
     */
    public function view(Call $call, string $user, ?DateTimeInterface $at = null): ?Call {}
    /** The aliases of this office. */
    public function aliases(): Aliases {}
    /**
     * Reads the office file and the snapshot again. With a mistake the old stay in force.
     *
     * @return list<string> what changed, in words that hold no number
     * @throws OfficeException with every mistake of the file
     */
    public function reload(): array {}
    /** Always throws: an office belongs to its process. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** An office file with mistakes: all of them at once. */
final class OfficeException extends Exception
{
    /**
     * In the order of the file.
     *
     * @return list<Mistake>
     */
    public function mistakes(): array {}
}

/** What a call counts as in a CRM, by the office's rules. */
enum Outcome: string
{
    case Held = 'held';
    case NotHeld = 'not_held';
    case Missed = 'missed';
    case ShortAbandon = 'short_abandon';
    case Voicemail = 'voicemail';
    case Ignored = 'ignored';
}

/** A text that cannot be read. */
final class ParseException extends Exception
{
    /** The byte at which reading stopped. */
    public function offset(): int {}
}

/**
 * Who may know or do what, by the roles of an office file. What is not permitted is denied, and forbid wins.
 *
 * A process reads the file once and keeps it over requests; loading it again after it changed shows the new rules, to
 * objects that were loaded before, too. May be used after `fork`.
 */
final class Policy
{
    /** @throws OfficeException with every mistake of the file */
    public static function load(string $officeFile): Policy {}
    /**
     * May `$user` do this, and to whose things?
     *
     * @param string $object a user's name, `own`, `everything`, `outside`, `department:NAME`, `role:NAME` or
     *                       `queue:NAME`; empty for everything
     * @throws Exception `policy.unknown_user`, `policy.unknown_verb`, `policy.unknown_object`
     */
    public function decide(string $user, Verb|string $verb, string $object = '', Circumstances $given = Circumstances::__set_state(array( 'direction' => null, 'classes' => [], 'state' => null, 'evidence' => null, 'line' => null, 'at' => null, ))): Decision {}
    /**
     * The same in one sentence for a person: the decision, the rule and its line, and for a denial the nearest permit.
     *
     * @throws Exception as {@see decide()}
     */
    public function explain(string $user, Verb|string $verb, string $object = '', Circumstances $given = Circumstances::__set_state(array( 'direction' => null, 'classes' => [], 'state' => null, 'evidence' => null, 'line' => null, 'at' => null, ))): string {}
    /**
     * Everybody who may do it, and how far; without `$object` to anything at all, if only to his own.
     *
     * @return array<array-key, Scope> by user
     * @throws Exception `policy.unknown_verb`, `policy.unknown_object`
     */
    public function who(Verb|string $verb, string $object = '', Circumstances $given = Circumstances::__set_state(array( 'direction' => null, 'classes' => [], 'state' => null, 'evidence' => null, 'line' => null, 'at' => null, ))): array {}
    /** Always throws: the number means nothing to another process. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** Whether a number was carried to another operator. */
enum Ported: string
{
    case Unknown = 'unknown';
    case No = 'no';
    case Yes = 'yes';
}

/** Whether a number's length can be right, and why not. */
enum Possibility: string
{
    case Possible = 'possible';
    case LocalOnly = 'local_only';
    case TooShort = 'too_short';
    case TooLong = 'too_long';
    case InvalidLength = 'invalid_length';
}

/** Which number of ours the other side sees. Each is stricter than the one before it. */
enum Presentation: string
{
    case Own = 'own';
    case Line = 'line';
    case Office = 'office';
}

/** Somebody whose phone rang without an answer. */
final class RangUnanswered
{
    /** The extension. */
    public readonly string $who;
    /** At how many missed calls. */
    public readonly int $missed;
}

/** Whether a call is recorded. */
enum Recording: string
{
    case Never = 'never';
    case OnDemand = 'on_demand';
    case Always = 'always';
}

/** Why something was refused: an answer, not a failure. */
final class Refusal
{
    /** The code that all languages share, such as `office.not_allowed`. */
    public readonly string $errorCode;
    public readonly string $message;
}

/** How a missed call was made good. */
final class Resolution
{
    public readonly ResolvedHow $how;
    /** The extension that called back, or that answered in the end; null where nothing tells. */
    public readonly ?string $by;
    /** When that call began. */
    public readonly DateTimeImmutable $at;
    /** Milliseconds since the missed call was over. */
    public readonly int $after;
    /** Of that, in opening hours; without an office all of it. */
    public readonly int $afterOpen;
}

/** How a missed call was made good. */
enum ResolvedHow: string
{
    case CalledBack = 'called_back';
    case CalledAgain = 'called_again';
}

/** The way out: trunks in the order to try them, and what happened to every other. */
final class Route
{
    public readonly bool $emergency;
    /** Brand of the called party's operator; null where it is not known. */
    public readonly ?string $operator;
    /** @var list<Hop> none where the call does not go out */
    public readonly array $hops;
    /** @var list<TraceEntry> */
    public readonly array $trace;
    public readonly ?Refusal $refused;
}

/** Why a trunk ranks where it does: the first of these that tells it from the next. */
enum RouteRank: string
{
    case Emergency = 'emergency';
    case Chosen = 'chosen';
    case Operator = 'operator';
    case Default = 'default';
    case OwnNumber = 'own_number';
    case Cost = 'cost';
    case Order = 'order';
}

/** Whose things a permit covers, seen from the user who asks. */
enum Scope: string
{
    case Own = 'own';
    case Department = 'department';
    case Role = 'role';
    case Queue = 'queue';
    case Tenant = 'tenant';
    case Any = 'any';
}

/** How bad a mistake is: a repaired row was delivered all the same, a rejected one was not. */
enum Severity: string
{
    case Warning = 'warning';
    case Repaired = 'repaired';
    case Rejected = 'rejected';
}

/** A resource that is needed is broken: the database, the disk. */
final class StoreException extends Exception
{
}

/** The external party, or the caller of an internal call, and somebody heard each other. */
final class Talk
{
    /** Own extension, or the number of an outsider to whom the call was forwarded. */
    public function who(): string {}
    public function start(): DateTimeImmutable {}
    public function end(): DateTimeImmutable {}
    /** @return array<string, mixed> */
    public function __debugInfo(): array {}
    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** Phone numbers in what people type: CRM notes, e-mails, chat. Bare numbers are read as those of a home region. */
final class Text
{
    /**
     * The valid numbers in `$text`, in order. Dates, prices and digits inside words are passed over.
     *
     * @return list<FoundNumber>
     */
    public static function find(string $text, string $home = 'RU', string $area = ''): array {}
    /**
     * What a trunk does to numbers, by what it wrote into caller fields: a few hundred of one direction do best. What is
     * not given is inferred.
     *
     * @param list<string> $texts
     */
    public static function diagnose(array $texts, string $home = '', string $area = ''): Diagnosis {}
    /**
     * `$text` with every phone number in it masked. In doubt it masks.
     *
     * @param string $style `partial` (`+7 916 ***-**-67`), `country`, `nothing`, or `last:N` with N from 1 to 4
     * @throws Exception `masking.malformed_style`
     */
    public static function redact(string $text, string $style = 'partial', string $home = 'RU', string $area = ''): string {}
}

/** What happened to one trunk, or, without one, to the call as a whole. */
final class TraceEntry
{
    public readonly ?string $trunk;
    /** Why it is not among the hops. */
    public readonly ?Refusal $rejected;
    /** What the reason rests on; holds no full number. */
    public readonly string $detail;
}

/** The call went from one person to another. */
final class Transfer
{
    public function kind(): TransferKind {}
    /** Extension; null where a machine did it. */
    public function by(): ?string {}
    /** Extension, or the number of an outsider. */
    public function to(): ?string {}
    public function at(): DateTimeImmutable {}
    public function result(): TransferResult {}
    /** @return array<string, mixed> */
    public function __debugInfo(): array {}
    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}

/** How a call was transferred. */
enum TransferKind: string
{
    case Blind = 'blind';
    case Attended = 'attended';
    case Blond = 'blond';
    case Redirect = 'redirect';
}

/** What became of a transfer. */
enum TransferResult: string
{
    case Answered = 'answered';
    case NoAnswer = 'no_answer';
    case Busy = 'busy';
    case Refused = 'refused';
    case NoAnswerReturned = 'no_answer_returned';
}

/** What people do at a telephone system and a CRM, as policies name it. */
enum Verb: string
{
    case CallAnswer = 'call.answer';
    case CallQueue = 'call.queue';
    case CallInternal = 'call.internal';
    case CallAlias = 'call.alias';
    case CallExternal = 'call.external';
    case CallInternational = 'call.international';
    case CallPremium = 'call.premium';
    case CallEmergency = 'call.emergency';
    case CallDecide = 'call.decide';
    case CallTransfer = 'call.transfer';
    case CallTransferAlias = 'call.transfer_alias';
    case CallTransferExternal = 'call.transfer_external';
    case CallForward = 'call.forward';
    case CallForwardExternal = 'call.forward_external';
    case CallConference = 'call.conference';
    case CallConferenceExternal = 'call.conference_external';
    case CallHold = 'call.hold';
    case CallPark = 'call.park';
    case CallPickup = 'call.pickup';
    case CallCallback = 'call.callback';
    case CallOriginate = 'call.originate';
    case CallVoicemail = 'call.voicemail';
    case CallChooseNumber = 'call.choose_number';
    case CallChooseTrunk = 'call.choose_trunk';
    case CallWithhold = 'call.withhold';
    case CallPage = 'call.page';
    case CallPause = 'call.pause';
    case CallMessage = 'call.message';
    case SupervisePresence = 'supervise.presence';
    case SuperviseListen = 'supervise.listen';
    case SuperviseWhisper = 'supervise.whisper';
    case SuperviseBarge = 'supervise.barge';
    case SuperviseTakeover = 'supervise.takeover';
    case SuperviseHangup = 'supervise.hangup';
    case SuperviseMove = 'supervise.move';
    case SuperviseSetState = 'supervise.set_state';
    case SuperviseRecord = 'supervise.record';
    case RecordingListen = 'recording.listen';
    case RecordingDownload = 'recording.download';
    case RecordingTranscript = 'recording.transcript';
    case RecordingAnnotate = 'recording.annotate';
    case RecordingEvaluate = 'recording.evaluate';
    case RecordingShare = 'recording.share';
    case RecordingStart = 'recording.start';
    case RecordingStop = 'recording.stop';
    case RecordingPause = 'recording.pause';
    case RecordingKeep = 'recording.keep';
    case RecordingDelete = 'recording.delete';
    case RecordingVoicemail = 'recording.voicemail';
    case DataViewNumber = 'data.view_number';
    case DataRevealNumber = 'data.reveal_number';
    case DataViewName = 'data.view_name';
    case DataViewCalls = 'data.view_calls';
    case DataViewDeal = 'data.view_deal';
    case DataEditDeal = 'data.edit_deal';
    case DataSearch = 'data.search';
    case DataSearchNumber = 'data.search_number';
    case DataCreateClient = 'data.create_client';
    case DataEditClient = 'data.edit_client';
    case DataDeleteClient = 'data.delete_client';
    case DataAssign = 'data.assign';
    case DataNote = 'data.note';
    case DataPhonebook = 'data.phonebook';
    case DataGrantAlias = 'data.grant_alias';
    case DataImport = 'data.import';
    case DataExport = 'data.export';
    case SurfacePhone = 'surface.phone';
    case SurfaceSoftphone = 'surface.softphone';
    case SurfaceMobile = 'surface.mobile';
    case SurfacePbx = 'surface.pbx';
    case SurfaceCrm = 'surface.crm';
    case SurfacePopup = 'surface.popup';
    case SurfaceWallboard = 'surface.wallboard';
    case SurfaceEvents = 'surface.events';
    case SurfaceApi = 'surface.api';
    case StatsView = 'stats.view';
    case StatsLive = 'stats.live';
    case StatsCost = 'stats.cost';
    case StatsReport = 'stats.report';
    case StatsExport = 'stats.export';
    case AdminUsers = 'admin.users';
    case AdminPolicy = 'admin.policy';
    case AdminRouting = 'admin.routing';
    case AdminLines = 'admin.lines';
    case AdminAliases = 'admin.aliases';
    case AdminAudit = 'admin.audit';
    case AdminKeys = 'admin.keys';
}

/** How an outside party's number is shown. Each is stricter than the one before it. */
enum Visibility: string
{
    case Full = 'full';
    case Partial = 'partial';
    case Alias = 'alias';
    case Nothing = 'nothing';
}

/** One attempt at the outside world. */
final class WayOut
{
    public function trunk(): string {}
    /** What the called party sees: always a number that this trunk can present. */
    public function present(): ?Number {}
    /** The called number as this trunk wants it written. */
    public function digits(): string {}
    /** The same as an Asterisk dial string, such as `PJSIP/89161234567@mango`. */
    public function channel(): ?string {}
    /** @return array<string, mixed> without numbers */
    public function __debugInfo(): array {}
    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array {}
    /** @param array<mixed> $data */
    public function __unserialize(array $data): void {}
}
