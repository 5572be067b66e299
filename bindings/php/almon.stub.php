<?php

// For IDEs: what the classes of src/ offer. Written by generate.php; never loaded.

namespace Almon;

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

/** Every code that an exception of almon can bear. */
enum ErrorCode: string
{
    case CoreInvalidArgument = 'core.invalid_argument';
    case CoreIo = 'core.io';
    case CoreMalformedTime = 'core.malformed_time';
    case CoreNoEntropy = 'core.no_entropy';
    case CoreNoSpace = 'core.no_space';
    case CoreNotFound = 'core.not_found';
    case CoreUnknownTimeZone = 'core.unknown_time_zone';
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
    case OfficeBadValue = 'office.bad_value';
    case OfficeContradiction = 'office.contradiction';
    case OfficeDanglingName = 'office.dangling_name';
    case OfficeDuplicate = 'office.duplicate';
    case OfficeEmergencyClash = 'office.emergency_clash';
    case OfficeMissingKey = 'office.missing_key';
    case OfficeNotAllowed = 'office.not_allowed';
    case OfficeSchema = 'office.schema';
    case OfficeSyntax = 'office.syntax';
    case OfficeUnknownKey = 'office.unknown_key';
    case OfficeUnknownLine = 'office.unknown_line';
    case OfficeUnknownTrunk = 'office.unknown_trunk';
    case OfficeUnknownUser = 'office.unknown_user';
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

/** The library as a whole. */
final class Library
{
    /** Version of the compiled library, `major.minor.patch`. */
    public static function version(): string {}
    /** Version of the numbering metadata that the tables were made from. */
    public static function metadataVersion(): string {}
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

/** Whether a call is recorded. */
enum Recording: string
{
    case Never = 'never';
    case OnDemand = 'on_demand';
    case Always = 'always';
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
