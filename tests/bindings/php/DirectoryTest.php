<?php

declare(strict_types=1);

require_once __DIR__ . '/Files.php';

use Almon\Directory;
use Almon\ErrorCode;
use Almon\Exception;
use Almon\Number;
use Almon\Ported;
use PHPUnit\Framework\TestCase;

final class DirectoryTest extends TestCase
{
    private static string $path;

    public static function setUpBeforeClass(): void
    {
        self::$path = Files::snapshot(Files::folder() . '/operators.almon');
    }

    public function testTellsWhoseANumberIs(): void
    {
        $directory = Directory::open(self::$path);
        $a = $directory->lookup(Number::parse('+79161234567'));
        $this->assertNotNull($a);
        $this->assertSame('mts', $a->brand);
        $this->assertSame($a->operator, $a->holder);
        $this->assertSame(Ported::Unknown, $a->ported);
        $this->assertContains('Europe/Moscow', $a->zones);
        $this->assertContains('RU-MOW', $a->regionCodes);
        $this->assertSame('register.csv', $a->sourceFile);
        $row = file(Files::source('examples/office/register.csv'))[$a->sourceRow - 1];
        $this->assertStringContainsString('916', $row);
    }

    public function testKnowsNothingOfForeignNumbers(): void
    {
        $this->assertNull(Directory::open(self::$path)->lookup(Number::parse('+442079460958')));
    }

    public function testTellsOfItself(): void
    {
        $directory = Directory::open(self::$path);
        $directory->verify();
        $this->assertGreaterThan(1_000_000, $directory->numbers());
        $this->assertGreaterThan(100, $directory->ranges());
        $this->assertGreaterThan(new DateTimeImmutable('2026-01-01'), $directory->builtAt());
    }

    public function testShowsTheSnapshotThatReplacedIt(): void
    {
        $path = Files::snapshot(Files::folder() . '/operators.almon');
        $before = Directory::open($path);
        $numbers = $before->numbers();
        $register = implode('', array_slice(file(Files::source('examples/office/register.csv')), 0, 3));
        file_put_contents(dirname($path) . '/short.csv', $register);
        exec(escapeshellarg(Files::command()) . ' operators build -o ' . escapeshellarg($path) . ' '
            . escapeshellarg(dirname($path) . '/short.csv') . ' 2>&1', $output, $status);
        $this->assertSame(0, $status, implode("\n", $output));
        $this->assertSame($numbers, $before->numbers(), 'a snapshot changes only when somebody opens it again');
        $this->assertLessThan($numbers, Directory::open($path)->numbers());
        $this->assertLessThan($numbers, $before->numbers());
    }

    /** @return array<string, array{Closure(): string, string}> */
    public function brokenFiles(): array
    {
        $with = static function (Closure $change): Closure {
            return static function () use ($change): string {
                $path = Files::folder() . '/broken.almon';
                file_put_contents($path, $change(file_get_contents(self::$path)));
                return $path;
            };
        };
        return [
            'missing' => [static fn () => '/no/such/file', 'core.not_found'],
            'empty name' => [static fn () => '', 'core.not_found'],
            'NUL in its name' => [static fn () => self::$path . "\0", 'core.not_found'],
            'empty' => [$with(static fn () => ''), 'operators.'],
            'text' => [$with(static fn () => str_repeat("no snapshot\n", 1000)), 'operators.not_a_snapshot'],
            'cut' => [$with(static fn (string $all) => substr($all, 0, intdiv(strlen($all), 2))), 'operators.truncated'],
        ];
    }

    /** @dataProvider brokenFiles */
    public function testRefusesFilesThatAreNoSnapshots(Closure $file, string $code): void
    {
        try {
            Directory::open($file());
            $this->fail('opened');
        } catch (Exception $e) {
            $this->assertStringStartsWith($code, $e->errorCode());
            $this->assertNotNull($e->error());
        }
    }

    public function testVerifyFindsAFlippedBit(): void
    {
        $all = file_get_contents(self::$path);
        $all[strlen($all) - 100] = chr(ord($all[strlen($all) - 100]) ^ 1);
        $path = Files::folder() . '/flipped.almon';
        file_put_contents($path, $all);
        $this->expectException(Exception::class);
        Directory::open($path)->verify();
    }

    public function testRefusesHandlesOfNobody(): void
    {
        foreach ([-1, 1000, PHP_INT_MAX] as $id) {
            $this->assertSame(ErrorCode::CoreInvalidArgument->value, almon_directory_lookup($id, 79161234567)['error']);
            $this->assertSame(ErrorCode::CoreInvalidArgument->value, almon_directory_info($id)['error']);
            $this->assertSame(ErrorCode::CoreInvalidArgument->value, almon_directory_verify($id)['error']);
        }
    }

    public function testDoesNotSerialize(): void
    {
        $this->expectException(LogicException::class);
        serialize(Directory::open(self::$path));
    }

    public function testRefusesWrongTypes(): void
    {
        $directory = Directory::open(self::$path);
        $wrong = [
            static fn () => Directory::open(null),
            static fn () => Directory::open(['x']),
            static fn () => $directory->lookup('+79161234567'),
            static fn () => $directory->lookup(null),
            static fn () => almon_directory_lookup('0', 79161234567),
        ];
        foreach ($wrong as $call) {
            try {
                $call();
                $this->fail('no TypeError');
            } catch (TypeError) {
                $this->addToAssertionCount(1);
            }
        }
    }
}
