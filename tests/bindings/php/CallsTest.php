<?php

declare(strict_types=1);

require_once __DIR__ . '/Files.php';

use Almon\Call;
use Almon\CallFormat;
use Almon\Calls;
use Almon\Direction;
use Almon\Disposition;
use Almon\Outcome;
use Almon\ErrorCode;
use Almon\Exception;
use Almon\Mistake;
use Almon\Office;
use PHPUnit\Framework\TestCase;

final class CallsTest extends TestCase
{
    private const FILE = __DIR__ . '/data/cdr_custom.csv';

    /** @return list<Call> */
    private function read(string|array $files = self::FILE, ?Office $office = null): array
    {
        $calls = Calls::read($files, CallFormat::AsteriskCdrCustom, $office, 'Europe/Moscow');
        return iterator_to_array($calls);
    }

    public function testReadsOneTrueCallEach(): void
    {
        $calls = $this->read();
        $this->assertCount(4, $calls);
        [$answered, , $cancelled, $out] = $calls;
        $this->assertSame(Direction::Inbound, $answered->direction());
        $this->assertSame(Disposition::Answered, $answered->disposition());
        $this->assertSame(Outcome::Held, $answered->outcome());
        $this->assertSame('+79161234567', $answered->external()->number()->e164());
        $this->assertSame('MOSCOW', $answered->external()->name());
        $this->assertFalse($answered->external()->isWithheld());
        $this->assertSame('mango', $answered->trunk());
        $this->assertSame(['101'], $answered->answeredBy());
        $this->assertSame('101', $answered->responsible());
        $this->assertSame('1795297099.34', $answered->native()[0]);
        $this->assertSame('2026-11-22T00:38:19', substr($answered->start()->format(DATE_ATOM), 0, 19));
        $this->assertSame(Disposition::Cancelled, $cancelled->disposition());
        $this->assertSame(Outcome::ShortAbandon, $cancelled->outcome());
        $this->assertSame([Direction::Outbound, '101'], [$out->direction(), $out->by()]);
        $this->assertSame('Europe/Moscow', (new DateTimeZone('Europe/Moscow'))->getName());
        $this->assertSame('+03:00', $out->start()->format('P'));
    }

    public function testACallThatLaterRecordsMakePartOfAnotherIsWithdrawn(): void
    {
        $row = static fn (string $from, string $to, int $after, int $lasted, string $unique, string $linked): string => sprintf(
            "%s,PJSIP/$from,PJSIP/$to,Dial,+79160000100,$lasted,$lasted,ANSWERED,$unique,$linked\n",
            gmdate('Y-m-d H:i:s', 1795305600 + $after),
        );
        $other = static fn (int $n): string
            => $row("mango-$n", "103-$n", 5 * $n, 4, 1795305600 + 5 * $n . ".$n", 1795305600 + 5 * $n . ".$n");
        // a client talks to 101, who asks 102, and is then given to 102: what tells that it is one call is written hours later
        [$client, $asked] = ['1795306100.9100', '1795306105.9101'];
        $file = tempnam(sys_get_temp_dir(), 'almon-late-');
        try {
            file_put_contents($file, "start,channel,dstchannel,lastapp,src,duration,billsec,disposition,uniqueid,linkedid\n"
                . $row('mango-aa', '101-aa', 500, 10, $client, $client) . $row('101-bb', '102-bb', 505, 7, $asked, $asked)
                . implode('', array_map($other, range(0, 2999))) . $row('mango-aa', '102-bb', 512, 10800, $client, $asked));
            $calls = Calls::read($file, zone: 'UTC');
            $kept = [];
            foreach ($calls as $call) {
                $kept[$call->id()] = $call;
            }
            $again = array_keys(array_filter($kept, static fn (Call $c): bool => $c->version() > 1));
            $this->assertSame(["default/$client"], $again);
            $this->assertSame(['101', '102'], $kept["default/$client"]->answeredBy());
            $this->assertCount(3002, $kept);
            $this->assertSame(["default/$asked"], $calls->withdrawn());
        } finally {
            unlink($file);
        }
    }

    public function testSeveralOfficesAreToldApart(): void
    {
        $place = sys_get_temp_dir() . '/almon-offices-' . getmypid();
        mkdir($place);
        try {
            foreach (['alfa', 'beta'] as $tenant) {
                file_put_contents("$place/$tenant.toml", <<<TOML
                    schema = 1
                    [office]
                    tenant = "$tenant"
                    extensions = ["10x"]
                    [records]
                    contexts = ["$tenant-*"]
                    phones = ["$tenant-{extension}"]
                    [[trunk]]
                    name = "mango"
                    match = ["PJSIP/mango-*"]
                    shared = true
                    TOML);
            }
            $rows = "start,channel,dstchannel,dcontext,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n";
            foreach (['alfa-', 'beta-', ''] as $n => $of) {
                $rows .= "2026-11-22 12:40:1$n,PJSIP/mango-$n,PJSIP/{$of}101-2$n,{$of}in,Dial,PJSIP/{$of}101,+7916123456$n,65,60,"
                    . "ANSWERED,179534041$n.$n,179534041$n.$n\n";
            }
            file_put_contents("$place/shared.csv", $rows);
            $offices = [Office::open("$place/alfa.toml"), Office::open("$place/beta.toml")];
            $calls = iterator_to_array(Calls::read("$place/shared.csv", CallFormat::AsteriskCdrCustom, $offices));
            $this->assertSame(['alfa', 'beta', 'default'], array_map(static fn ($c) => strtok($c->id(), '/'), $calls));
            $this->assertSame([['101'], ['101'], ['101']], array_map(static fn ($c) => $c->answeredBy(), $calls));
            $this->expectException(Almon\OfficeException::class);
            iterator_to_array(Calls::read("$place/shared.csv", office: [$offices[0], $offices[0]]));
        } finally {
            array_map(unlink(...), glob("$place/*"));
            rmdir($place);
        }
    }

    public function testSpansAddUpToTheDuration(): void
    {
        foreach ($this->read() as $c) {
            $sum = $c->ringing() + $c->inMenu() + $c->waiting() + $c->talking() + $c->onHold() + $c->elsewhere();
            $this->assertSame($c->duration(), $sum, $c->id());
        }
    }

    public function testTellsTalksAndLegs(): void
    {
        $c = $this->read()[0];
        $this->assertSame('101', $c->talks()[0]->who());
        $this->assertGreaterThan($c->start(), $c->talks()[0]->start());
        $this->assertGreaterThanOrEqual($c->talks()[0]->end(), $c->end());
        $this->assertSame([], $c->transfers());
        $this->assertCount(2, $c->legs());
        $trunks = array_map(static fn (Almon\Leg $leg): ?string => $leg->trunk(), $c->legs());
        $this->assertEqualsCanonicalizing([null, 'mango'], $trunks);
        $this->assertNotNull($c->legs()[0]->answer());
        $this->assertSame($c->toArray(), json_decode($c->toJson(), true));
    }

    public function testSaysTheSameAsTheCommand(): void
    {
        $command = [Files::command(), 'calls', '--json', '--from', 'asterisk-cdr-custom', '--tz', 'Europe/Moscow', self::FILE];
        exec(implode(' ', array_map(escapeshellarg(...), $command)), $lines, $status);
        $this->assertSame(0, $status);
        $this->assertSame($lines, array_map(static fn (Call $c): string => $c->toJson(), $this->read()));
    }

    public function testKnowsMoreWithTheOffice(): void
    {
        $calls = $this->read(office: Office::open(Files::office()));
        $this->assertSame('avito', $calls[0]->campaign());
        $this->assertStringStartsWith('svetly-dom/', $calls[0]->id());
    }

    public function testMayBeReadAgainAndLeftEarly(): void
    {
        $calls = Calls::read(self::FILE, CallFormat::AsteriskCdrCustom);
        foreach ($calls as $c) {
            break;
        }
        unset($c);
        $this->assertSame(['runs' => 0, 'calls' => 0], almon_held());
        $this->assertCount(4, iterator_to_array($calls));
        $this->assertCount(4, iterator_to_array($calls));
        $this->assertSame(['runs' => 0, 'calls' => 0], almon_held());
    }

    public function testDeliversTheGoodRowsAroundABadOne(): void
    {
        $path = Files::folder() . '/cdr.csv';
        $rows = file(self::FILE);
        array_splice($rows, 1, 0, ["\"too\",\"few\",\"columns\"\n"]);
        file_put_contents($path, implode('', $rows));
        $calls = Calls::read($path, CallFormat::AsteriskCdrCustom, zone: 'Europe/Moscow');
        $this->assertCount(4, iterator_to_array($calls));
        $this->assertCount(1, $calls->mistakes());
        $this->assertSame(['cdr.too_few_columns', 2], [$calls->mistakes()[0]->errorCode, $calls->mistakes()[0]->line]);
        $this->assertSame($path, $calls->mistakes()[0]->file);
    }

    public function testDeliversWhatCameBeforeAFileThatCannotBeRead(): void
    {
        $seen = 0;
        try {
            foreach (Calls::read([self::FILE, '/no/such/file'], CallFormat::AsteriskCdrCustom) as $c) {
                ++$seen;
            }
            $this->fail('read');
        } catch (Exception $e) {
            $this->assertSame(ErrorCode::CoreNotFound, $e->error());
        }
        $this->assertSame(4, $seen);
    }

    public function testRefusesFilesThatItCannotRead(): void
    {
        $text = Files::folder() . '/text';
        file_put_contents($text, "once upon a time\n");
        $wrong = [
            'core.not_found' => Calls::read('/no/such/file'),
            'core.is_directory' => Calls::read('/'),
            'cdr.unknown_format' => Calls::read($text),
            'core.unknown_time_zone' => Calls::read(self::FILE, zone: 'Mars/Olympus'),
        ];
        foreach ($wrong as $code => $calls) {
            try {
                iterator_to_array($calls);
                $this->fail($code);
            } catch (Exception $e) {
                $this->assertSame($code, $e->errorCode());
                if ($code === 'core.not_found') {
                    $this->assertStringStartsWith('/no/such/file: ', $e->getMessage());
                }
            }
        }
        $this->assertSame(['runs' => 0, 'calls' => 0], almon_held());
    }

    public function testTellsThatAFileIsEmpty(): void
    {
        $path = Files::folder() . '/empty';
        touch($path);
        $calls = Calls::read([$path, self::FILE], CallFormat::AsteriskCdrCustom);
        $this->assertCount(4, iterator_to_array($calls));
        $this->assertSame('cdr.empty_file', $calls->mistakes()[0]->errorCode);
    }

    public function testTellsOfEachFileThatCannotBeRead(): void
    {
        $calls = Calls::read(['/nowhere.csv', '/nor-here.csv']);
        try {
            iterator_to_array($calls);
            $this->fail('nothing was thrown');
        } catch (Exception $e) {
            $this->assertStringContainsString('/nowhere.csv', $e->getMessage());
        }
        $this->assertSame(['/nor-here.csv'], array_map(static fn (Mistake $m): string => $m->file, $calls->mistakes()));
    }

    public function testShowsItselfMasked(): void
    {
        $c = $this->read()[0];
        $parts = [$c, $c->external(), $c->legs(), $c->talks()];
        ob_start();
        var_dump($parts);
        foreach ([$c, $c->external(), $c->legs()[0], $c->talks()[0]] as $part) {
            var_dump((array) $part);
            print_r((array) $part);
        }
        $shown = ob_get_clean() . print_r($parts, true) . var_export($parts, true) . $c . $c->external();
        $this->assertStringNotContainsString('1234567', preg_replace('/[ ()-]/', '', $shown));
        $this->assertStringContainsString('+7 916 ***-**-67', $shown);
    }

    public function testDoesNotSerializeNorClone(): void
    {
        $c = $this->read()[0];
        foreach ([$c, $c->external(), $c->legs()[0], $c->talks()[0]] as $part) {
            try {
                serialize($part);
                $this->fail($part::class);
            } catch (LogicException) {
                $this->addToAssertionCount(1);
            }
        }
        $this->expectException(Error::class);
        clone $c;
    }

    public function testRefusesHandlesOfNobody(): void
    {
        foreach ([0, -1, PHP_INT_MAX] as $id) {
            $this->assertSame('core.invalid_argument', almon_call_json($id)['error']);
            $this->assertSame('core.invalid_argument', almon_calls_next($id, 1)['error']);
            $this->assertNull(almon_call_release($id));
            $this->assertNull(almon_calls_close($id));
        }
    }

    public function testRefusesWrongTypes(): void
    {
        $wrong = [
            static fn () => Calls::read(null),
            static fn () => Calls::read(7),
            static fn () => iterator_to_array(Calls::read([7])),
            static fn () => iterator_to_array(Calls::read(['a' => []])),
            static fn () => Calls::read(self::FILE, 'asterisk-csv'),
            static fn () => Calls::read(self::FILE, office: 'office.toml'),
            static fn () => iterator_to_array(Calls::read(self::FILE, columns: [5])),
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

    public function testNoMessageTellsTheNumberThatAFileIsCalledBy(): void
    {
        $path = Files::folder() . '/in-89161234567.csv';
        try {
            iterator_to_array(Calls::read($path));
            $this->fail('no exception');
        } catch (Almon\Exception $e) {
            $this->assertStringContainsString('in-+7 916 ***-**-67.csv: core.not_found: there is no such file', $e->getMessage());
        }
        file_put_contents($path, file_get_contents(self::FILE) . "half a row\n");
        $calls = Calls::read($path);
        iterator_to_array($calls);
        $this->assertStringContainsString('in-+7 916 ***-**-67.csv:', (string) $calls->mistakes()[0]);
        $this->assertSame($path, $calls->mistakes()[0]->file);
    }
}
