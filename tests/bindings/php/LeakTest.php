<?php

declare(strict_types=1);

use Almon\Number;
use PHPUnit\Framework\TestCase;

/** A million calls must leave the process as large as they found it. */
final class LeakTest extends TestCase
{
    /** Kilobytes of this process in memory. */
    private static function resident(): int
    {
        preg_match('/^VmRSS:\s+(\d+) kB/m', (string) file_get_contents('/proc/self/status'), $found);
        return (int) $found[1];
    }

    private function assertSteady(int $calls, Closure $call): void
    {
        for ($i = 0; $i < $calls / 20; ++$i) { // allocators fill their pools
            $call($i);
        }
        $before = self::resident();
        for ($i = 0; $i < $calls; ++$i) {
            $call($i);
        }
        $grown = self::resident() - $before;
        $this->assertLessThan(2048, $grown, "grew by $grown kB in $calls calls");
    }

    public function testMillionGoodNumbers(): void
    {
        $this->assertSteady(1_000_000, static fn () => Number::parse('8 916 123-45-67 ext 12'));
    }

    public function testMillionBadNumbers(): void
    {
        $this->assertSteady(1_000_000, static fn () => Number::tryParse('nobody at all'));
    }

    public function testExceptions(): void
    {
        $this->assertSteady(200_000, static function (): void {
            try {
                Number::parse('nobody at all');
            } catch (Almon\ParseException) {
            }
        });
    }

    public function testFormats(): void
    {
        $n = Number::parse('8 916 123-45-67 ext 12');
        $this->assertSteady(300_000, static fn () => [$n->national(), $n->masked(), $n->type(), $n->region()]);
    }

    public function testBatches(): void
    {
        $texts = array_fill(0, 1000, '8 916 123-45-67') + [1000 => 'nobody', 1001 => '+7916 ext 3'];
        $this->assertSteady(500, static fn () => Number::parseMany($texts));
    }

    public function testWrongTypes(): void
    {
        $this->assertSteady(200_000, static function (int $i): void {
            try {
                almon_number_parse($i, 'RU', '');
            } catch (TypeError) {
            }
            try {
                almon_number_parse_many(['+79161234567', $i], 'RU', '');
            } catch (TypeError) {
            }
        });
    }
}
