<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Answer;
use Almon\Internal\Facts;

/**
 * One call as a person means it: who called whom, who rang, who talked and when, and how it ended.
 *
 * It belongs to its process. Numbers stand in it in full: {@see Office::view()} gives the call as somebody may see it.
 * Printed by accident it shows none.
 */
final class Call implements \Stringable
{
    use Facts;

    private function __construct(private readonly int $handle)
    {
        $this->keepWhatIsRead(
            static fn (): array => json_decode(Answer::of(\almon_call_json($handle)), true, 16, JSON_THROW_ON_ERROR)
        );
    }

    public function __destruct()
    {
        \almon_call_release($this->handle);
    }

    private function __clone()
    {
    }

    /** Tenant and earliest linked id: the same from every source that has it. */
    public function id(): string
    {
        return $this->fact('id');
    }

    public function direction(): Direction
    {
        return Direction::from($this->fact('direction'));
    }

    /** Own extension that placed an outbound or internal call. */
    public function by(): ?string
    {
        return $this->fact('by');
    }

    public function external(): ?ExternalParty
    {
        $facts = $this->fact('external');
        return $facts === null ? null : new ExternalParty($facts);
    }

    /** Our number that was called: E.164 where it is one, else as written. */
    public function did(): ?string
    {
        return $this->fact('did');
    }

    public function campaign(): ?string
    {
        return $this->fact('campaign');
    }

    public function trunk(): ?string
    {
        return $this->fact('trunk');
    }

    public function queue(): ?string
    {
        return $this->fact('queue');
    }

    public function start(): \DateTimeImmutable
    {
        return new \DateTimeImmutable($this->fact('start'));
    }

    public function end(): \DateTimeImmutable
    {
        return new \DateTimeImmutable($this->fact('end'));
    }

    /** Milliseconds. This and the five below add up to {@see duration()}. */
    public function ringing(): int
    {
        return $this->fact('ring_ms');
    }

    /** Milliseconds in menus. */
    public function inMenu(): int
    {
        return $this->fact('menu_ms');
    }

    /** Milliseconds in queues. */
    public function waiting(): int
    {
        return $this->fact('wait_ms');
    }

    /** Milliseconds in which people talked. */
    public function talking(): int
    {
        return $this->fact('talk_ms');
    }

    /** Milliseconds on hold. */
    public function onHold(): int
    {
        return $this->fact('hold_ms');
    }

    /** Milliseconds of none of these. */
    public function elsewhere(): int
    {
        return $this->fact('other_ms');
    }

    /** Milliseconds. */
    public function duration(): int
    {
        return $this->fact('duration_ms');
    }

    public function disposition(): Disposition
    {
        return Disposition::from($this->fact('disposition'));
    }

    /** What it counts as, by the office's rules; without an office by the default ones. */
    public function outcome(): Outcome
    {
        return Outcome::from($this->fact('outcome'));
    }

    /** @return list<string> extensions */
    public function rang(): array
    {
        return $this->fact('rang');
    }

    /** @return list<string> extensions that talked; none of an outbound call */
    public function answeredBy(): array
    {
        return $this->fact('answered_by');
    }

    /** @return list<Talk> */
    public function talks(): array
    {
        return array_map(static fn (array $facts): Talk => new Talk($facts), $this->fact('talks'));
    }

    /** @return list<Transfer> */
    public function transfers(): array
    {
        return array_map(static fn (array $facts): Transfer => new Transfer($facts), $this->fact('transfers'));
    }

    /** @return list<Leg> */
    public function legs(): array
    {
        return array_map(static fn (array $facts): Leg => new Leg($facts), $this->fact('legs'));
    }

    /** The extension that is responsible for the call. */
    public function responsible(): ?string
    {
        return $this->fact('responsible');
    }

    /** @return list<string> files */
    public function recordings(): array
    {
        return $this->fact('recordings');
    }

    /** `external`, an extension, or `pbx`; null where nothing tells. */
    public function hungUpBy(): ?string
    {
        return $this->fact('hangup')['by'] ?? null;
    }

    /** Why it ended, by Q.850. */
    public function cause(): ?int
    {
        return $this->fact('hangup')['cause'] ?? null;
    }

    /** @return list<string> the PBX's own ids, earliest first */
    public function native(): array
    {
        return $this->fact('native');
    }

    /** 1, or 2 of a call that was given before and comes again, whole, because records of it came late. */
    public function version(): int
    {
        return \almon_call_version($this->handle);
    }

    /** The whole call in the library's JSON, numbers in full. */
    public function toJson(): string
    {
        return Answer::of(\almon_call_json($this->handle));
    }

    /**
     * The same as an array, numbers in full.
     *
     * @return array<string, mixed>
     */
    public function toArray(): array
    {
        return ($this->facts)();
    }

    /** In one line, masked. */
    public function __toString(): string
    {
        $other = $this->external();
        return rtrim("{$this->fact('start')} {$this->fact('direction')} {$this->fact('disposition')} $other");
    }

    /** @return array<string, mixed> masked */
    public function __debugInfo(): array
    {
        return ['id' => $this->id(), 'call' => (string) $this];
    }

    /** Always throws: the call belongs to its process, and holds full numbers. */
    public function __serialize(): array
    {
        throw new \LogicException(self::class . ' does not serialize; keep what toJson() tells where you mean to');
    }

    /** @internal made by the library */
    public static function ofHandle(int $handle): self
    {
        return new self($handle);
    }

    /** @internal for other classes of almon */
    public function handle(): int
    {
        return $this->handle;
    }
}
