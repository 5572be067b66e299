<?php

declare(strict_types=1);

require_once __DIR__ . '/Files.php';

use Almon\CallFormat;
use Almon\Calls;
use Almon\Client;
use Almon\Number;
use Almon\Office;
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

    public function testOffice(): void
    {
        $office = Office::open(Files::office(), static fn (Number $n): Client => new Client('contacts/17', 'Anna'));
        $number = Number::parse('+79161234567');
        $call = iterator_to_array(Calls::read(__DIR__ . '/data/cdr_custom.csv', CallFormat::AsteriskCdrCustom))[0];
        $this->assertSteady(20_000, static fn () => [
            $office->incoming('mango', '+74951234567', '89161234567'),
            $office->dial('petrov', '89161234567'),
            $office->decide('ivanov', 'recording.listen', 'own'),
            $office->lookup($number),
            $office->view($call, 'zorin'),
        ]);
        $this->assertSteady(20_000, static function () use ($office): void {
            try {
                $office->decide('nobody', 'recording.listen');
            } catch (Almon\Exception) {
            }
        });
    }

    public function testOpening(): void
    {
        $path = Files::office();
        $this->assertSteady(20_000, static fn () => Office::open($path));
    }

    public function testReading(): void
    {
        $file = __DIR__ . '/data/cdr_custom.csv';
        $this->assertSteady(1000, static function () use ($file): void {
            foreach (Calls::read($file, CallFormat::AsteriskCdrCustom) as $call) {
                $call->toArray();
            }
        });
        unset($call);
        $this->assertSame(['runs' => 0, 'calls' => 0], almon_held());
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
