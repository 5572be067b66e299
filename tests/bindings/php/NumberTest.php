<?php

declare(strict_types=1);

use Almon\ErrorCode;
use Almon\Number;
use Almon\NumberStyle;
use Almon\NumberType;
use Almon\ParseException;
use Almon\Possibility;
use PHPUnit\Framework\TestCase;

final class NumberTest extends TestCase
{
    /** @return array<string, array{string, string, string, string, NumberType}> */
    public function spellings(): array
    {
        return [
            'national' => ['8 916 123-45-67', 'RU', '+79161234567', 'RU', NumberType::Mobile],
            'international' => ['+7 (916) 123-45-67', 'RU', '+79161234567', 'RU', NumberType::Mobile],
            'ten digits' => ['9161234567', 'RU', '+79161234567', 'RU', NumberType::Mobile],
            'landline' => ['8 (495) 123-45-67', 'RU', '+74951234567', 'RU', NumberType::FixedLine],
            'toll free' => ['8 800 555-35-35', 'RU', '+78005553535', 'RU', NumberType::TollFree],
            'another home' => ['020 7946 0958', 'GB', '+442079460958', 'GB', NumberType::FixedLine],
            'leading zero of Italy' => ['+39 06 1234 5678', '', '+390612345678', 'IT', NumberType::FixedLine],
            'no country' => ['+800 1234 5678', 'RU', '+80012345678', '001', NumberType::TollFree],
        ];
    }

    /** @dataProvider spellings */
    public function testReadsWhatPeopleWrite(
        string $text,
        string $home,
        string $e164,
        string $region,
        NumberType $type,
    ): void {
        $n = Number::parse($text, $home);
        $this->assertSame($e164, $n->e164());
        $this->assertSame($region, $n->region());
        $this->assertSame($type, $n->type());
        $this->assertTrue($n->isValid());
        $this->assertSame(Possibility::Possible, $n->possibility());
        $this->assertEquals($n, Number::parse($n->e164()));
    }

    public function testCompletesLocalNumbersByTheArea(): void
    {
        $this->assertSame('+74951234567', Number::parse('123-45-67', area: '495')->e164());
    }

    public function testWritesEveryStyle(): void
    {
        $n = Number::parse('89161234567 доб. 12');
        $this->assertSame('12', $n->extension());
        $this->assertNull($n->carrierCode());
        $brazilian = Number::parse('0 31 11 98765-4321', 'BR');
        $this->assertSame(['31', '+5511987654321'], [$brazilian->carrierCode(), $brazilian->e164()]);
        $this->assertSame('31', Number::parseMany(['0 31 11 98765-4321'], 'BR')[0]->carrierCode());
        $this->assertSame('+79161234567', $n->format(NumberStyle::E164));
        $this->assertSame('+7 916 123-45-67 ext. 12', $n->international());
        $this->assertSame('8 (916) 123-45-67 ext. 12', $n->national());
        $this->assertSame('tel:+7-916-123-45-67;ext=12', $n->rfc3966());
        $this->assertSame(7, $n->countryCode());
    }

    /** @return array<string, array{string, string, ErrorCode, int}> */
    public function unreadable(): array
    {
        return [
            'nothing' => ['', 'RU', ErrorCode::NumberingEmpty, 0],
            'words' => ['hello', 'RU', ErrorCode::NumberingNoDigits, 0],
            'withheld' => ['anonymous', 'RU', ErrorCode::NumberingWithheld, 0],
            'no such country' => ['+999 123 45 67', 'RU', ErrorCode::NumberingInvalidCountryCode, 0],
            'no such region' => ['89161234567', 'XX', ErrorCode::NumberingUnknownRegion, 0],
            'huge' => [str_repeat('9', 65536), 'RU', ErrorCode::NumberingInputTooLong, 0],
        ];
    }

    /** @dataProvider unreadable */
    public function testSaysWhyATextIsNoNumber(string $text, string $home, ErrorCode $code, int $offset): void
    {
        try {
            Number::parse($text, $home);
            $this->fail('read as a number');
        } catch (ParseException $e) {
            $this->assertSame($code, $e->error());
            $this->assertSame($code->value, $e->errorCode());
            if ($code !== ErrorCode::NumberingInputTooLong) {
                $this->assertSame($offset, $e->offset());
            }
            $this->assertGreaterThan(0, $e->getCode());
        }
        $this->assertNull(Number::tryParse($text, $home));
    }

    public function testReadsBytesThatAreNoText(): void
    {
        foreach (["\xff\xfe\0", "+7916\0", str_repeat("\0", 70000), "8\x80\x80916"] as $bytes) {
            $this->assertNull(Number::tryParse($bytes));
        }
    }

    public function testRefusesWhatIsTooShortUnlessAskedToRead(): void
    {
        $this->assertSame(Possibility::TooShort, Number::read('+7916')->possibility());
        $this->expectException(ParseException::class);
        Number::parse('+7916');
    }

    public function testReadsManyUnderTheirKeys(): void
    {
        $many = Number::parseMany(['a' => '89161234567', 'b' => 'nobody', 5 => '+74951234567 ext 3']);
        $this->assertSame(['a', 'b', 5], array_keys($many));
        $this->assertSame('+79161234567', $many['a']->e164());
        $this->assertInstanceOf(ParseException::class, $many['b']);
        $this->assertSame('3', $many[5]->extension());
        $this->assertSame([], Number::parseMany([]));
    }

    public function testShowsItselfMasked(): void
    {
        $n = Number::parse('+79161234567');
        $all = [(string) $n, $n->masked(), print_r($n, true), var_export($n, true), json_encode($n)];
        ob_start();
        var_dump($n);
        $all[] = ob_get_clean();
        $all[] = print_r((array) $n, true);
        foreach ($all as $text) {
            $this->assertStringNotContainsString('1234567', preg_replace('/\D/', '', $text));
        }
        $this->assertSame('+7 916 ***-**-67', (string) $n);
    }

    public function testKeepsNumbersOutOfStackTraces(): void
    {
        $previous = ini_set('zend.exception_ignore_args', '0');
        try {
            Number::parse('+7916123456789012345678');
            $this->fail();
        } catch (ParseException $e) {
            $this->assertStringNotContainsString('916123', $e->getTraceAsString() . print_r($e->getTrace()[2], true));
        } finally {
            ini_set('zend.exception_ignore_args', (string) $previous);
        }
    }

    public function testComparesByNumberAndExtension(): void
    {
        $this->assertTrue(Number::parse('89161234567') == Number::parse('+7 916 123 45 67'));
        $this->assertFalse(Number::parse('89161234567') == Number::parse('89161234568'));
        $this->assertFalse(Number::parse('89161234567') == Number::parse('89161234567 ext 1'));
        $this->assertTrue(Number::parse('89161234567')->isSameAs(Number::parse('89161234567 ext 1')));
        $this->assertTrue(clone Number::parse('89161234567') == Number::parse('89161234567'));
    }

    public function testDoesNotSerialize(): void
    {
        $this->expectException(LogicException::class);
        serialize(Number::parse('89161234567'));
    }

    public function testDoesNotUnserialize(): void
    {
        $this->expectException(LogicException::class);
        unserialize('O:12:"Almon\Number":2:{s:6:"sealed";i:1;s:9:"extension";s:0:"";}');
    }

    public function testSurvivesObjectsOfTheNativeClass(): void
    {
        foreach (['O:5:"almon":0:{}', 'O:5:"almon":1:{s:1:"x";i:1;}', 'C:5:"almon":0:{}'] as $text) {
            try {
                var_export(@unserialize($text), true); // SWIG makes a class of this name, which nobody needs
            } catch (Throwable) {
            }
        }
        $this->assertSame('+79161234567', Number::parse('89161234567')->e164());
    }

    public function testGivesExamplesOfEveryType(): void
    {
        foreach (NumberType::cases() as $type) {
            $n = Number::example('RU', $type);
            if ($n !== null) {
                $this->assertSame($type, $n->type());
            }
        }
        $this->assertNotNull(Number::example('RU', NumberType::Mobile));
        $this->assertNull(Number::example('nowhere', NumberType::Mobile));
    }

    /** @return array<string, array{Closure}> */
    public function wrongTypes(): array
    {
        return [
            'null' => [static fn () => Number::parse(null)],
            'int' => [static fn () => Number::parse(89161234567)],
            'array' => [static fn () => Number::parse(['+79161234567'])],
            'object' => [static fn () => Number::parse(new stdClass())],
            'home' => [static fn () => Number::parse('+79161234567', 7)],
            'list of ints' => [static fn () => Number::parseMany(['+79161234567', 5])],
            'list of lists' => [static fn () => Number::parseMany([['+79161234567']])],
            'style' => [static fn () => Number::parse('+79161234567')->format(1)],
            'type' => [static fn () => Number::example('RU', 'mobile')],
            'native int' => [static fn () => almon_number_parse(5, 'RU', '')],
            'native null' => [static fn () => almon_number_facts(null)],
            'native float' => [static fn () => almon_number_masked(7.5)],
            'native count' => [static fn () => almon_number_masked()],
        ];
    }

    /** @dataProvider wrongTypes */
    public function testRefusesWrongTypes(Closure $wrong): void
    {
        $this->expectException(TypeError::class);
        $wrong();
    }

    public function testRefusesIntegersThatAreNoNumbers(): void
    {
        foreach ([0, -1, 9] as $rubbish) {
            foreach ([almon_number_facts($rubbish), almon_number_masked($rubbish)] as $answer) {
                $this->assertSame('core.invalid_argument', $answer['error'] ?? null, (string) $rubbish);
            }
        }
        $this->assertSame('core.invalid_argument', almon_number_format(79161234567, '', 99)['error']);
        $this->assertSame('core.invalid_argument', almon_number_format(79161234567, str_repeat('1', 21), 1)['error']);
    }
}
