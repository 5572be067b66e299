<?php

declare(strict_types=1);

namespace Almon;

/** May he or may he not, why, and with which obligations. */
final class Decision
{
    private function __construct(
        public readonly bool $allowed,
        public readonly DecisionReason $why,
        /** How an outside party's number is shown to him. */
        public readonly Visibility $showNumber,
        /** Which number of ours the other side sees. */
        public readonly Presentation $present,
        public readonly Recording $record,
        /** Whether the other side is told that the call is recorded. */
        public readonly bool $announce,
        /** The deciding rule, such as `forbid recording.*`; null where no rule decided. */
        public readonly ?string $rule,
        /** The role that states it. */
        public readonly ?string $role,
        /** Its line in the office file. */
        public readonly ?int $line,
    ) {
    }

    /**
     * @internal made by the library
     * @param list<mixed> $row
     */
    public static function ofRow(array $row): self
    {
        $row[1] = DecisionReason::from($row[1]);
        $row[2] = Visibility::from($row[2]);
        $row[3] = Presentation::from($row[3]);
        $row[4] = Recording::from($row[4]);
        return new self(...$row);
    }
}
