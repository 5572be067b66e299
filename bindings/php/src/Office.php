<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Answer;
use Almon\Internal\Time;

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
    private function __construct(private readonly int $handle, private readonly ?\Closure $clients)
    {
    }

    /**
     * @param null|callable(Number): ?Client $clients asks the CRM whose number it is; without it the office file's
     *                                                clients are asked. A caller waits: what it throws or answers late
     *                                                counts as no answer, and PHP is warned.
     * @throws OfficeException with every mistake of the file
     */
    public static function open(string $path, ?callable $clients = null): self
    {
        $handle = Answer::of(\almon_office_open($path, $clients === null ? 0 : 1));
        return new self($handle, $clients === null ? null : self::asking($clients));
    }

    /** Its name. */
    public function tenant(): string
    {
        return $this->info()['tenant'];
    }

    /** Region in which bare numbers are read. */
    public function home(): string
    {
        return $this->info()['home'];
    }

    /** Area code that completes local numbers. */
    public function area(): ?string
    {
        return $this->info()['area'];
    }

    public function timeZone(): \DateTimeZone
    {
        return new \DateTimeZone($this->info()['zone']);
    }

    /**
     * Nothing that stops a call, but somebody should look.
     *
     * @return list<Mistake>
     */
    public function warnings(): array
    {
        return array_map(Answer::mistake(...), $this->info()['warnings']);
    }

    /**
     * Where an outside caller goes. When something that is needed does not answer, the client falls to the operators.
     *
     * @param string $trunk name in the office file, or the channel as the PBX names it
     * @param string $did our number, as the trunk writes it
     * @param string $caller as the trunk writes it: a number, a URI, `anonymous`, or nothing
     * @param string $digits an extension or alias that the caller dialled after our number
     */
    public function incoming(
        string $trunk,
        #[\SensitiveParameter] string $did,
        #[\SensitiveParameter] string $caller,
        string $digits = '',
        ?\DateTimeInterface $at = null,
    ): Instructions {
        $at = Time::toMicroseconds($at);
        return Instructions::of(Answer::of(
            \almon_office_incoming($this->handle, $trunk, $did, $caller, $digits, $at, $this->clients),
        ));
    }

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
    public function dial(
        string $user,
        #[\SensitiveParameter] string $digits,
        string $via = '',
        #[\SensitiveParameter] string $caller = '',
        string $trunk = '',
        #[\SensitiveParameter] string $party = '',
        ?\DateTimeInterface $at = null,
    ): Instructions {
        $at = Time::toMicroseconds($at);
        return Instructions::of(Answer::of(
            \almon_office_dial($this->handle, $user, $digits, $via, $caller, $trunk, $party, $at),
        ));
    }

    /**
     * May `$user` do this, and to whose things? {@see Policy} can be told more of the call.
     *
     * @param string $object as {@see Policy::decide()} takes it
     * @throws Exception `office.unknown_user`, or the policy's own
     */
    public function decide(
        string $user,
        Verb|string $verb,
        string $object = '',
        ?\DateTimeInterface $at = null,
    ): Decision {
        $verb = $verb instanceof Verb ? $verb->value : $verb;
        $at = Time::toMicroseconds($at);
        return Decision::ofRow(Answer::of(\almon_office_decide($this->handle, $user, $verb, $object, $at)));
    }

    /**
     * Through which trunks `$user` would call `$number`, and why.
     *
     * @param string $trunk the trunk that he asks for; empty for the best
     * @throws Exception `office.unknown_user`
     */
    public function route(
        string $user,
        Number $number,
        string $trunk = '',
        ?\DateTimeInterface $at = null,
    ): Route {
        $at = Time::toMicroseconds($at);
        return Route::of(Answer::of(\almon_office_route($this->handle, $user, $number->value(), $trunk, $at)));
    }

    /** Whose `$number` is; null where no register knows it, or the office has no operator snapshot. */
    public function lookup(Number $number): ?Assignment
    {
        $row = Answer::of(\almon_office_lookup($this->handle, $number->value()));
        return $row === null ? null : Assignment::ofRow($row);
    }

    /**
     * The time zones in which the owner of `$number` may be: of the operator snapshot, else of the numbering plan.
     *
     * @return list<string> such as `Europe/Moscow`
     */
    public function zones(Number $number): array
    {
        return Answer::of(\almon_office_zones($this->handle, $number->value()));
    }

    /**
     * Whether it is within these hours in every time zone of `$number`. An end at or before the beginning is the next
     * day's.
     *
     * @param int $fromHour 0 to 24, by the called party's clock
     * @throws Exception `core.invalid_argument` for other hours
     */
    public function safeToCall(
        Number $number,
        ?\DateTimeInterface $at = null,
        int $fromHour = 9,
        int $untilHour = 21,
    ): bool {
        $at = Time::toMicroseconds($at);
        return Answer::of(
            \almon_office_safe_to_call($this->handle, $number->value(), $at, $fromHour * 60, $untilHour * 60),
        );
    }

    /**
     * The call as `$user` may see it; null where he may not.
     *
     * @throws Exception `office.unknown_user`
     */
    public function view(Call $call, string $user, ?\DateTimeInterface $at = null): ?Call
    {
        $at = Time::toMicroseconds($at);
        $seen = Answer::of(\almon_office_view($this->handle, $call->handle(), $user, $at));
        return $seen === null ? null : Call::ofHandle($seen);
    }

    /** The aliases of this office. */
    public function aliases(): Aliases
    {
        return new Aliases($this->handle);
    }

    /**
     * Reads the office file and the snapshot again. With a mistake the old stay in force.
     *
     * @return list<string> what changed, in words that hold no number
     * @throws OfficeException with every mistake of the file
     */
    public function reload(): array
    {
        return Answer::of(\almon_office_reload($this->handle))['changes'];
    }

    /** Always throws: an office belongs to its process. */
    public function __serialize(): array
    {
        throw new \LogicException(self::class . ' belongs to its process and does not serialize');
    }

    /** @param array<mixed> $data */
    public function __unserialize(array $data): void
    {
        throw new \LogicException(self::class . ' belongs to its process and does not unserialize');
    }

    /** @internal for other classes of almon */
    public function handle(): int
    {
        return $this->handle;
    }

    /** @return array<string, mixed> */
    private function info(): array
    {
        return Answer::of(\almon_office_info($this->handle));
    }

    /** As the native layer asks: by the number's value, for a row, null for nobody, or false for no answer. */
    private static function asking(callable $clients): \Closure
    {
        return static function (#[\SensitiveParameter] int $value) use ($clients): array|false|null {
            try {
                $client = $clients(Number::ofValue($value));
                if ($client !== null && !$client instanceof Client) {
                    throw new \TypeError('clients must be told as ' . Client::class . ' or null');
                }
                return $client === null ? null : [$client->entity, $client->name, $client->responsible];
            } catch (\Throwable $e) {
                trigger_error('almon: the CRM did not answer: ' . $e::class, E_USER_WARNING);
                return false;
            }
        };
    }
}
