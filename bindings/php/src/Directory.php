<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Answer;
use Almon\Internal\Handle;
use Almon\Internal\Time;

/**
 * The operator directory: whose a number is.
 *
 * A process maps a snapshot once and keeps it over requests; opening it again after it was replaced shows the new one,
 * to objects that were opened before, too. May be used after `fork`.
 */
final class Directory
{
    use Handle;

    /** @throws Exception `core.not_found`, or what is wrong with the snapshot */
    public static function open(string $path): self
    {
        return new self(Answer::of(\almon_directory_open($path)));
    }

    /** Whose `$number` is; null where no register knows it. */
    public function lookup(Number $number): ?Assignment
    {
        $row = Answer::of(\almon_directory_lookup($this->id, $number->value()));
        return $row === null ? null : Assignment::ofRow($row);
    }

    /**
     * Reads the whole file.
     *
     * @throws Exception where it is not what was published
     */
    public function verify(): void
    {
        Answer::of(\almon_directory_verify($this->id));
    }

    /** When the snapshot was made. */
    public function builtAt(): \DateTimeImmutable
    {
        return Time::ofMicroseconds($this->info()['built']);
    }

    /** How many numbers somebody holds. */
    public function numbers(): int
    {
        return $this->info()['numbers'];
    }

    /** How many ranges there are, those that nobody holds included. */
    public function ranges(): int
    {
        return $this->info()['ranges'];
    }

    /** @return array{built: int, numbers: int, ranges: int} */
    private function info(): array
    {
        return Answer::of(\almon_directory_info($this->id));
    }
}
