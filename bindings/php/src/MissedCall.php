<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Facts;

/** Somebody who wanted us and was not served, and what became of it. Printed by accident it shows no number. */
final class MissedCall implements \Stringable
{
    use Facts;

    /** @internal made by the library */
    public function __construct(#[\SensitiveParameter] string $json)
    {
        $this->keepWhatIsRead(
            static fn (): array => json_decode($json, true, 16, JSON_THROW_ON_ERROR) + ['json' => $json]
        );
    }

    /** That of the {@see Call}. */
    public function id(): string
    {
        return $this->fact('id');
    }

    /** Null where it was withheld, is none that can be read, or is not for the viewer. */
    public function caller(): ?Number
    {
        $e164 = $this->fact('caller');
        return $e164 === null ? null : Number::read($e164);
    }

    /** As the PBX wrote it: mind where it goes. */
    public function text(): ?string
    {
        return $this->fact('text');
    }

    public function name(): ?string
    {
        return $this->fact('name');
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

    public function queue(): ?string
    {
        return $this->fact('queue');
    }

    public function at(): \DateTimeImmutable
    {
        return new \DateTimeImmutable($this->fact('at'));
    }

    /** Whether the office was open; null without an office. */
    public function wasOpen(): ?bool
    {
        return $this->fact('open');
    }

    /** Milliseconds. */
    public function waited(): int
    {
        return $this->fact('waited_ms');
    }

    public function disposition(): Disposition
    {
        return Disposition::from($this->fact('disposition'));
    }

    /** `Missed`, `Voicemail` or `ShortAbandon`. */
    public function outcome(): Outcome
    {
        return Outcome::from($this->fact('outcome'));
    }

    /** @return list<string> extensions that rang and did not answer */
    public function rang(): array
    {
        return $this->fact('rang');
    }

    /** How many calls to them nobody answered. */
    public function triedBack(): int
    {
        return $this->fact('tried_back');
    }

    /** Null where they are still owed a call. */
    public function resolution(): ?Resolution
    {
        $facts = $this->fact('resolved');
        return $facts === null ? null : Resolution::of($facts);
    }

    /** In the library's JSON, numbers in full. */
    public function toJson(): string
    {
        return $this->fact('json');
    }

    /**
     * The same as an array, numbers in full.
     *
     * @return array<string, mixed>
     */
    public function toArray(): array
    {
        return array_diff_key(($this->facts)(), ['json' => true]);
    }

    /** In one line, masked. */
    public function __toString(): string
    {
        $caller = $this->caller()?->masked() ?? ($this->text() === null ? 'withheld' : 'a caller');
        $then = $this->resolution()?->how->value ?? 'unresolved';
        return "{$this->fact('at')} {$this->fact('disposition')} $caller $then";
    }

    /** @return array<string, mixed> masked */
    public function __debugInfo(): array
    {
        return ['id' => $this->id(), 'call' => (string) $this];
    }
}
