<?php

declare(strict_types=1);

// What a call from PHP costs, in nanoseconds of this process's own time:
//
//     php -d extension=build/php/almon.so tests/bindings/php/overhead.php

require dirname(__DIR__, 3) . '/bindings/php/autoload.php';

use Almon\Number;
use Almon\Office;
use Almon\Policy;
use Almon\Verb;

function spent(): int
{
    $used = getrusage();
    return ($used['ru_utime.tv_sec'] * 1_000_000 + $used['ru_utime.tv_usec']) * 1000;
}

function measure(string $name, int $calls, Closure $call, int $each = 1): void
{
    $call();
    $best = PHP_INT_MAX;
    for ($round = 0; $round < 5; ++$round) {
        $before = spent();
        for ($i = 0; $i < $calls; ++$i) {
            $call();
        }
        $best = min($best, spent() - $before);
    }
    printf("%-28s %8.0f ns\n", $name, $best / $calls / $each);
}

$office = Office::open(dirname(__DIR__, 3) . '/examples/office/office.toml');
$policy = Policy::load(dirname(__DIR__, 3) . '/examples/office/office.toml');
$at = new DateTimeImmutable('2026-11-20T12:00:00+03:00');
$number = Number::parse('+79161234567');
$texts = array_fill(0, 1000, '+79161234567');

measure('empty closure', 200_000, static fn () => null);
measure('Number::parse', 200_000, static fn () => Number::parse('+79161234567'));
measure('Number::parse, national', 200_000, static fn () => Number::parse('8 (916) 123-45-67'));
measure('Number::parseMany, a number', 200, static fn () => Number::parseMany($texts), 1000);
measure('e164', 200_000, static fn () => $number->e164());
measure('type', 200_000, static fn () => $number->type());
measure('national', 200_000, static fn () => $number->national());
measure('Policy::decide', 50_000, static fn () => $policy->decide('ivanov', Verb::CallAlias));
measure('Office::open, again', 20_000, static fn () => Office::open(dirname(__DIR__, 3) . '/examples/office/office.toml'));
measure('Office::dial', 5_000, static fn () => $office->dial('petrov', '89161234567', at: $at));
