<?php

declare(strict_types=1);

require_once __DIR__ . '/Files.php';

use Almon\Exception;
use Almon\MissedCall;
use Almon\MissedCalls;
use Almon\Office;
use Almon\Outcome;
use Almon\ResolvedHow;
use PHPUnit\Framework\TestCase;

final class MissedCallsTest extends TestCase
{
    private const OFFICE = __DIR__ . '/../../../examples/office/office.toml';
    private const DAY = __DIR__ . '/../../../examples/office/day.csv';

    public function testTellsWhoWasNotAnsweredAndWhatBecameOfIt(): void
    {
        $data = __DIR__ . '/../../data/callcentre';
        $report = MissedCalls::read(
            [...glob("$data/full/9[57]*/cel.csv"), ...glob("$data/full/*nobody/cel.csv")],
            office: Office::open("$data/office.toml"),
        );
        $calls = iterator_to_array($report);
        $this->assertGreaterThan(1, count($report));
        $this->assertCount(count($calls), $report);
        $totals = $report->totals();
        $this->assertSame(count($report), $totals->missed);
        $this->assertCount($totals->shortAbandons, $report->shortAbandons());
        $resolved = array_filter($calls, static fn (MissedCall $m): bool => $m->resolution() !== null);
        $this->assertCount($totals->missed - $totals->unresolved, $resolved);
        $back = array_values(array_filter($resolved, static fn (MissedCall $m): bool
            => $m->resolution()->how === ResolvedHow::CalledBack))[0];
        $this->assertGreaterThan($back->at(), $back->resolution()->at);
        $this->assertSame('+05:00', $back->at()->format('P'));
        $this->assertContains($calls[0]->outcome(), [Outcome::Missed, Outcome::Voicemail]);
        $this->assertIsBool($calls[0]->wasOpen());
        $this->assertSame($totals->missed, array_sum(array_map(static fn ($l) => $l->count->missed, $report->byLineAndHour())));
        $rang = array_sum(array_map(static fn ($p) => $p->missed, $report->rangUnanswered()));
        $this->assertSame($rang, array_sum(array_map(static fn (MissedCall $m) => count($m->rang()), $calls)));
        $this->assertSame([], $report->mistakes());
        $first = json_decode(explode("\n", $report->toJson())[0], true);
        $this->assertSame($first, $calls[0]->toArray());
        $this->assertSame($first, json_decode($calls[0]->toJson(), true));
    }

    public function testAPeriodIsADayATimeOrAnObject(): void
    {
        $office = Office::open(self::OFFICE);
        $day = MissedCalls::read(self::DAY, office: $office, until: '2026-11-22 01:00:00');
        $same = MissedCalls::read(self::DAY, office: $office, until: new DateTimeImmutable('2026-11-22T01:00:00+03:00'));
        $this->assertSame($day->toJson(), $same->toJson());
        $this->assertCount(0, MissedCalls::read(self::DAY, office: $office, until: '2026-11-21'));
    }

    public function testAViewerSeesNoNumberThatHeMayNot(): void
    {
        $office = Office::open(self::OFFICE);
        $whole = iterator_to_array(MissedCalls::read(self::DAY, office: $office));
        $seen = MissedCalls::read(self::DAY, office: $office, viewer: 'zorin', at: new DateTimeImmutable('2026-11-23T12:00:00+03:00'));
        $this->assertCount(count($whole), $seen);
        foreach (iterator_to_array($seen) as $i => $call) {
            $this->assertNull($call->caller());
            if ($whole[$i]->caller() !== null) {
                $this->assertStringNotContainsString(substr($whole[$i]->caller()->e164(), -10), $seen->toJson());
            }
        }
    }

    public function testPrintedByAccidentItShowsNoNumber(): void
    {
        $report = MissedCalls::read(self::DAY, office: Office::open(self::OFFICE));
        $call = iterator_to_array($report)[0];
        $number = substr($call->caller()->e164(), -10);
        ob_start();
        var_dump($report, $call);
        var_dump((array) $report, (array) $call);
        print_r((array) $report);
        print_r((array) $call);
        echo $call;
        $shown = ob_get_clean() . var_export($report, true) . var_export($call, true);
        $this->assertStringNotContainsString($number, $shown);
        foreach ([$report, $call] as $kept) {
            try {
                serialize($kept);
                $this->fail('it serializes');
            } catch (LogicException) {
            }
        }
    }

    /** @return array<string, array{array<string, mixed>, string}> */
    public static function wrong(): array
    {
        return [
            'no time' => [['since' => 'yesterday'], 'core.malformed_time'],
            'nothing between' => [['since' => '2026-11-22', 'until' => '2026-11-21'], 'cdr.empty_period'],
            'no user' => [['viewer' => 'zorin'], 'office.unknown_user'],
            'no zone' => [['zone' => 'Europe/Atlantis'], 'core.unknown_time_zone'],
            'no file' => [['files' => [self::DAY, '/nowhere.csv']], 'core.not_found'],
        ];
    }

    /**
     * @dataProvider wrong
     * @param array<string, mixed> $named
     */
    public function testWhatIsWrongIsTold(array $named, string $code): void
    {
        try {
            MissedCalls::read(...$named + ['files' => self::DAY]);
            $this->fail('nothing was thrown');
        } catch (Exception $e) {
            $this->assertSame($code, $e->errorCode());
        }
    }
}
