<?php

declare(strict_types=1);

use Almon\ErrorCode;
use Almon\Exception;
use Almon\NumberStyle;
use Almon\Verb;
use PHPUnit\Framework\TestCase;

/** Every enum has the library's words, all of them and no other. */
final class EnumsTest extends TestCase
{
    public function testEveryEnumHasTheLibrarysWords(): void
    {
        foreach (almon_words() as $name => $words) {
            $enum = "Almon\\$name";
            $this->assertSame($words, array_column($enum::cases(), 'value'), $name);
        }
    }

    public function testNoEnumIsForgotten(): void
    {
        $ours = [ErrorCode::class, Verb::class, NumberStyle::class, Almon\Severity::class, Almon\AddressKind::class];
        foreach (glob(dirname(__DIR__, 3) . '/bindings/php/src/*.php') as $file) {
            $class = 'Almon\\' . basename($file, '.php');
            if (enum_exists($class) && !in_array($class, $ours, true)) {
                $this->assertArrayHasKey(basename($file, '.php'), almon_words());
            }
        }
    }

    public function testEveryCodeHasANumberOfItsOwn(): void
    {
        $numbers = [];
        foreach (almon_errors() as [$number, $code, $message]) {
            $this->assertNotNull(ErrorCode::tryFrom($code), $code);
            $this->assertNotSame('', $message);
            $numbers[$number][] = $code;
        }
        $this->assertNotEmpty($numbers);
    }

    public function testEveryClassIsFinalOrMeantToBeCaught(): void
    {
        foreach (glob(dirname(__DIR__, 3) . '/bindings/php/src/{,Internal/}*.php', GLOB_BRACE) as $file) {
            $class = strtr(substr($file, strlen(dirname(__DIR__, 3) . '/bindings/php/src/'), -4), '/', '\\');
            $reflection = new ReflectionClass("Almon\\$class");
            $this->assertTrue(
                $reflection->isFinal() || $reflection->isTrait() || $reflection->getName() === Exception::class,
                $class,
            );
            $this->assertStringContainsString('declare(strict_types=1);', file_get_contents($file));
        }
    }
}
