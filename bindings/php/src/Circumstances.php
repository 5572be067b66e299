<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Time;

/** What is known of a call when its policy is asked. Leave out what is not known. */
final class Circumstances
{
    /** @param list<NumberClass> $classes what the other number is: several may hold at once */
    public function __construct(
        public readonly ?Direction $direction = null,
        public readonly array $classes = [],
        public readonly ?CallState $state = null,
        public readonly ?Evidence $evidence = null,
        /** Our line: its number, label or campaign. */
        public readonly ?string $line = null,
        /** When; null means now. */
        public readonly ?\DateTimeInterface $at = null,
    ) {
        foreach ($classes as $class) {
            if (!$class instanceof NumberClass) {
                throw new \TypeError('$classes must be a list of ' . NumberClass::class . ', one is ' . get_debug_type($class));
            }
        }
    }

    /**
     * @internal
     * @return list<string>
     */
    public function facts(): array
    {
        $facts = [];
        $add = static function (string $key, string $word) use (&$facts): void {
            array_push($facts, $key, $word);
        };
        $this->direction === null || $add('direction', $this->direction->value);
        foreach ($this->classes as $class) {
            $add('class', $class->value);
        }
        $this->state === null || $add('state', $this->state->value);
        $this->evidence === null || $add('evidence', $this->evidence->value);
        $this->line === null || $add('line', $this->line);
        return $facts;
    }

    /** @internal */
    public function moment(): int
    {
        return Time::toMicroseconds($this->at);
    }
}
