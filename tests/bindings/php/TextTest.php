<?php

declare(strict_types=1);

use Almon\Exception;
use Almon\Text;
use PHPUnit\Framework\TestCase;

final class TextTest extends TestCase
{
    private const NOTE = 'Анна просила перезвонить на 8 916 123-45-67 доб. 12 или +44 20 7946 0958 до 21.11.2026';

    public function testFindsNumbersWithTheirPlaces(): void
    {
        $found = Text::find(self::NOTE);
        $this->assertCount(2, $found);
        $this->assertSame(['+79161234567', '12'], [$found[0]->number->e164(), $found[0]->number->extension()]);
        $this->assertSame('8 916 123-45-67 доб. 12', substr(self::NOTE, $found[0]->begin, $found[0]->end - $found[0]->begin));
        $this->assertSame('+442079460958', $found[1]->number->e164());
        $this->assertSame([], Text::find(''));
    }

    public function testMasksNumbers(): void
    {
        $masked = Text::redact(self::NOTE);
        $this->assertStringContainsString('Анна просила перезвонить на +7 916 ***-**-67', $masked);
        $this->assertStringContainsString('21.11.2026', $masked);
        $this->assertSame([], Text::find($masked));
        $this->assertStringNotContainsString('916', Text::redact(self::NOTE, 'nothing'));
    }

    public function testDiagnosesATrunkWithoutTellingANumber(): void
    {
        $written = array_map(static fn (int $n): string => "916$n", range(1234500, 1234559));
        $told = Text::diagnose([...$written, '+79161234567', 'anonymous']);
        $this->assertSame(['RU', null, 'ten-digit'], [$told->home, $told->area, $told->writes]);
        $this->assertSame([61, [60 => 'plus']], [$told->numbers, $told->exceptions]);
        $this->assertEqualsWithDelta(60 / 61, $told->confidence, 1e-9);
        $this->assertStringContainsString('home', $told->officeLines);
        $this->assertSame(60, $told->facts['shapes']['ten-digit']);
        $this->assertStringNotContainsString('12345', serialize($told));
        $this->assertSame(0, Text::diagnose([])->numbers);
    }

    public function testRefusesAnUnknownStyle(): void
    {
        $this->expectException(Exception::class);
        $this->expectExceptionMessage('last:N');
        Text::redact(self::NOTE, 'half');
    }

    public function testRefusesAnUnknownRegionInsteadOfFindingNothing(): void
    {
        foreach ([static fn () => Text::redact(self::NOTE, home: 'RUS'), static fn () => Text::find(self::NOTE, home: 'RUS')] as $call) {
            try {
                $call();
                $this->fail('a misspelt region lets every number through');
            } catch (Exception $e) {
                $this->assertSame('numbering.unknown_region', $e->errorCode());
            }
        }
    }

    public function testTakesAnyBytes(): void
    {
        foreach (["\xff\xfe", "\0", str_repeat('9', 1 << 16), str_repeat("+7 916 123-45-67\n", 1000)] as $bytes) {
            $this->assertStringNotContainsString('1234567', str_replace(['-', ' '], '', Text::redact($bytes)));
        }
    }

    public function testRefusesWrongTypes(): void
    {
        foreach ([static fn () => Text::find(null), static fn () => Text::redact(['x']), static fn () => Text::redact('', 5)] as $call) {
            try {
                $call();
                $this->fail('no TypeError');
            } catch (TypeError) {
                $this->addToAssertionCount(1);
            }
        }
    }
}
