<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Answer;

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
    /** How many are fetched at once. */
    private const PIECE = 64;

    /** @var list<Mistake> */
    private array $mistakes = [];

    /** @var list<string> */
    private array $withdrawn = [];

    /**
     * @param list<string> $files
     * @param list<string> $columns
     * @param list<Office> $offices
     */
    private function __construct(
        private readonly array $files,
        private readonly CallFormat $format,
        private readonly array $offices,
        private readonly string $zone,
        private readonly array $columns,
        private readonly bool $explain,
    ) {
    }

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
    public static function read(
        string|array $files,
        CallFormat $format = CallFormat::Auto,
        Office|array|null $office = null,
        ?string $zone = null,
        array $columns = [],
        bool $explain = false,
    ): self {
        $offices = $office instanceof Office ? [$office] : ($office ?? []);
        return new self((array) $files, $format, $offices, $zone ?? '', $columns, $explain);
    }

    /**
     * @return \Generator<int, Call>
     * @throws OfficeException where two offices claim the same
     * @throws Exception where a file cannot be read at all: `core.not_found`, `core.no_permission`, `cdr.unknown_format`
     */
    public function getIterator(): \Generator
    {
        $this->mistakes = [];
        $this->withdrawn = [];
        $run = Answer::of(\almon_calls_open(
            $this->files,
            $this->format->value,
            array_map(static fn (Office $o): string => (string) $o->handle(), $this->offices),
            $this->zone,
            $this->columns,
            (int) $this->explain,
        ));
        try {
            do {
                $answer = \almon_calls_next($run, self::PIECE);
                $this->noteMistakes($run); // also where the answer is that a file cannot be read
                array_push($this->withdrawn, ...\almon_calls_withdrawn($run));
                $handles = Answer::of($answer);
                // objects first: each gives its call back, even if the reader stops here
                foreach (array_map(Call::ofHandle(...), $handles) as $call) {
                    yield $call;
                }
            } while ($handles !== []);
        } finally {
            \almon_calls_close($run);
        }
    }

    /**
     * Rows that were repaired or left out, up to where the calls were read; the rest was delivered.
     *
     * @return list<Mistake>
     */
    public function mistakes(): array
    {
        return $this->mistakes;
    }

    /**
     * Ids of calls that were given and turned out to be part of another, because records of them came late: whoever
     * keeps calls deletes these. Complete when all calls were given.
     *
     * @return list<string>
     */
    public function withdrawn(): array
    {
        return $this->withdrawn;
    }

    private function noteMistakes(int $run): void
    {
        foreach (\almon_calls_mistakes($run) as $row) {
            $this->mistakes[] = Answer::mistake($row);
        }
    }
}
