<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Answer;
use Almon\Internal\Hidden;
use Almon\Internal\Time;

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
    private readonly Hidden $report;

    /** @var array<string, mixed> of the whole */
    private readonly array $totals;

    /** @var list<Mistake> */
    private readonly array $mistakes;

    /** @param array<string, mixed> $report */
    private function __construct(array $report)
    {
        $this->totals = json_decode($report['totals'], true, 16, JSON_THROW_ON_ERROR)['totals'];
        $this->mistakes = array_map(Answer::mistake(...), $report['mistakes']);
        $this->report = new Hidden(static fn (string $part): mixed => $report[$part]);
    }

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
    public static function read(
        string|array $files,
        CallFormat $format = CallFormat::Auto,
        Office|array|null $office = null,
        ?string $zone = null,
        array $columns = [],
        \DateTimeInterface|string|null $since = null,
        \DateTimeInterface|string|null $until = null,
        ?string $viewer = null,
        ?\DateTimeInterface $at = null,
    ): self {
        $offices = $office instanceof Office ? [$office] : ($office ?? []);
        return new self(Answer::of(\almon_missed_read(
            (array) $files,
            $format->value,
            array_map(static fn (Office $o): string => (string) $o->handle(), $offices),
            $zone ?? '',
            $columns,
            self::text($since),
            self::text($until),
            $viewer ?? '',
            Time::toMicroseconds($at),
        )));
    }

    /** @return \Generator<int, MissedCall> */
    public function getIterator(): \Generator
    {
        foreach (($this->report)('missed') as $json) {
            yield new MissedCall($json);
        }
    }

    /** How many were missed. */
    public function count(): int
    {
        return \count(($this->report)('missed'));
    }

    /**
     * Who gave up before anybody could have answered, apart.
     *
     * @return list<MissedCall>
     */
    public function shortAbandons(): array
    {
        return array_map(static fn (string $json): MissedCall => new MissedCall($json), ($this->report)('short_abandons'));
    }

    public function totals(): MissedCount
    {
        return MissedCount::of($this->totals);
    }

    /** @return list<LineHour> by number, then hour */
    public function byLineAndHour(): array
    {
        return array_map(LineHour::of(...), $this->totals['by_line_and_hour']);
    }

    /** @return list<RangUnanswered> whose phones rang without an answer, most first */
    public function rangUnanswered(): array
    {
        return array_map(RangUnanswered::of(...), $this->totals['rang_unanswered']);
    }

    /** @return list<Mistake> rows that were repaired or left out; the rest counts */
    public function mistakes(): array
    {
        return $this->mistakes;
    }

    /** All of it, a JSON object a line, as `almon calls --report missed --json` prints it: numbers in full. */
    public function toJson(): string
    {
        $report = $this->report;
        return implode("\n", [...$report('missed'), ...$report('short_abandons'), $report('totals')]) . "\n";
    }

    /** @return array<string, mixed> masked */
    public function __debugInfo(): array
    {
        return ['totals' => $this->totals()];
    }

    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array
    {
        throw new \LogicException(self::class . ' holds full numbers and does not serialize; keep what toJson() tells');
    }

    /** @param array<mixed> $data */
    public function __unserialize(array $data): void
    {
        throw new \LogicException(self::class . ' does not unserialize');
    }

    private static function text(\DateTimeInterface|string|null $at): string
    {
        return $at instanceof \DateTimeInterface ? $at->format('Y-m-d\TH:i:s.uP') : $at ?? '';
    }
}
