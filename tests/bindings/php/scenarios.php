<?php

declare(strict_types=1);

// Answers the scenarios of ../README.md in PHP: one JSON object a line in, one a line out, in order.

require dirname(__DIR__, 3) . '/bindings/php/autoload.php';

use Almon\CallFormat;
use Almon\Calls;
use Almon\Decision;
use Almon\Directory;
use Almon\Exception;
use Almon\Instructions;
use Almon\Library;
use Almon\LineHour;
use Almon\MissedCall;
use Almon\MissedCalls;
use Almon\MissedCount;
use Almon\Number;
use Almon\Office;
use Almon\Possibility;
use Almon\RangUnanswered;
use Almon\Text;

function at(array $args): ?DateTimeImmutable
{
    return $args['at'] === '' ? null : new DateTimeImmutable($args['at']);
}

function told(Instructions $i): array
{
    return json_decode($i->toJson(), true, 16, JSON_THROW_ON_ERROR);
}

function number(array $a): array
{
    $n = Number::read($a['text'], $a['home'], $a['area']);
    return [
        'e164' => $n->e164(),
        'region' => $n->region(),
        'type' => $n->type()->value,
        'valid' => $n->isValid(),
        'possible' => in_array($n->possibility(), [Possibility::Possible, Possibility::LocalOnly], true),
        'national' => $n->national(),
        'international' => $n->international(),
        'rfc3966' => $n->rfc3966(),
        'extension' => $n->extension(),
    ];
}

function lookup(array $a): ?array
{
    $found = Directory::open($a['directory'])->lookup(Number::parse($a['number']));
    return $found === null ? null : [
        'operator' => $found->operator,
        'holder' => $found->holder,
        'brand' => $found->brand,
        'ported' => $found->ported->value,
        'region' => $found->region,
    ];
}

function decided(Decision $d): array
{
    return [
        'allowed' => $d->allowed,
        'why' => $d->why->value,
        'show_number' => $d->showNumber->value,
        'present' => $d->present->value,
        'record' => $d->record->value,
        'announce' => $d->announce,
        'line' => $d->line,
    ];
}

function calls(array $a): array
{
    $offices = array_map(Office::open(...), array_values(array_filter([$a['office'], $a['second']])));
    $all = $again = [];
    $calls = Calls::read($a['file'], CallFormat::AsteriskCdrCustom, $offices);
    foreach ($calls as $call) {
        $seen = $a['viewer'] === '' ? $call : $offices[0]->view($call, $a['viewer'], at($a));
        if ($seen !== null) {
            $all[] = $seen->toArray();
            if ($seen->version() > 1) {
                $again[] = $seen->id();
            }
        }
    }
    return ['calls' => $all, 'again' => $again, 'withdrawn' => $calls->withdrawn()];
}

function missed(array $a): array
{
    $told = MissedCalls::read(
        explode("\n", $a['files']),
        office: $a['office'] === '' ? null : Office::open($a['office']),
        since: $a['since'],
        until: $a['until'],
        viewer: $a['viewer'],
        at: at($a),
    );
    $counts = static fn (MissedCount $n): array
        => [$n->missed, $n->messages, $n->outsideHours, $n->unresolved, $n->shortAbandons];
    return [
        'json' => array_map(
            static fn (string $line): array => json_decode($line, true, 16, JSON_THROW_ON_ERROR),
            explode("\n", rtrim($told->toJson())),
        ),
        'calls' => array_map(static fn (MissedCall $m): array => [
            $m->id(), $m->caller()?->e164(), $m->text(), $m->name(), $m->did(), $m->campaign(), $m->queue(), $m->wasOpen(),
            $m->waited(), $m->disposition()->value, $m->outcome()->value, $m->rang(), $m->triedBack(),
            ($r = $m->resolution()) === null ? null : [$r->how->value, $r->by, $r->after, $r->afterOpen],
        ], [...$told, ...$told->shortAbandons()]),
        'counts' => $counts($told->totals()),
        'lines' => array_map(
            static fn (LineHour $l): array => [$l->did, $l->campaign, $l->hour, ...$counts($l->count)],
            $told->byLineAndHour(),
        ),
        'people' => array_map(static fn (RangUnanswered $p): array => [$p->who, $p->missed], $told->rangUnanswered()),
    ];
}

function diagnose(array $a): array
{
    $told = Text::diagnose(explode("\n", $a['texts']), $a['home'], $a['area']);
    return [
        'finding' => $told->finding,
        'home' => $told->home ?? '',
        'area' => $told->area ?? '',
        'writes' => $told->writes,
        'outside_prefix' => $told->outsidePrefix ?? '',
        'technical_prefix' => $told->technicalPrefix ?? '',
        'numbers' => $told->numbers,
        'confidence' => $told->confidence,
        'office_lines' => $told->officeLines,
        'exceptions' => array_map(null, array_keys($told->exceptions), array_values($told->exceptions)),
    ];
}

function zones(array $a): array
{
    $door = Office::open($a['office']);
    $number = Number::parse($a['number']);
    return ['zones' => $door->zones($number), 'safe' => $door->safeToCall($number, at($a))];
}

function alias(array $a): array
{
    $found = Office::open($a['office'])->aliases()->resolve($a['digits'], $a['user'], at($a));
    return ['alias' => $found->digits, 'deal' => $found->deal, 'label' => $found->label];
}

$operations = [
    'calls' => calls(...),
    'missed' => missed(...),
    'diagnose' => diagnose(...),
    'zones' => zones(...),
    'alias' => alias(...),
    'version' => static fn (array $a): array
        => ['library' => Library::version(), 'metadata' => Library::metadataVersion()],
    'number' => number(...),
    'lookup' => lookup(...),
    'decide' => static fn (array $a): array
        => decided(Office::open($a['office'])->decide($a['user'], $a['verb'], $a['object'], at($a))),
    'dial' => static fn (array $a): array => told(Office::open($a['office'])->dial(
        $a['user'],
        $a['digits'],
        $a['via'],
        $a['caller'],
        $a['trunk'],
        $a['party'],
        at($a),
    )),
    'incoming' => static fn (array $a): array => told(Office::open($a['office'])->incoming(
        $a['trunk'],
        $a['did'],
        $a['caller'],
        $a['digits'],
        at($a),
    )),
    'office' => static fn (array $a): array => ['tenant' => Office::open($a['path'])->tenant()],
    'directory' => static function (array $a): stdClass {
        Directory::open($a['path']);
        return new stdClass();
    },
];

$flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR;
while (($line = fgets(STDIN)) !== false) {
    $scenario = json_decode($line, true, 16, JSON_THROW_ON_ERROR);
    $answer = ['id' => $scenario['id']];
    try {
        $answer['ok'] = $operations[$scenario['op']]($scenario['args']);
    } catch (Exception $e) {
        $answer['error'] = $e->errorCode();
    }
    echo json_encode($answer, $flags), "\n";
}
