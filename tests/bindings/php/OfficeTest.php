<?php

declare(strict_types=1);

require_once __DIR__ . '/Files.php';

use Almon\Act;
use Almon\Call;
use Almon\CallFormat;
use Almon\Calls;
use Almon\Client;
use Almon\ErrorCode;
use Almon\Exception;
use Almon\Number;
use Almon\Office;
use Almon\OfficeException;
use Almon\Recording;
use Almon\RouteRank;
use Almon\StoreException;
use Almon\Verb;
use PHPUnit\Framework\TestCase;

final class OfficeTest extends TestCase
{
    private string $path;
    private Office $office;
    private DateTimeImmutable $noon;

    protected function setUp(): void
    {
        $this->path = Files::office();
        $this->office = Office::open($this->path);
        $this->noon = new DateTimeImmutable('2026-11-20T12:00:00+03:00');
    }

    /** @param list<Almon\Because> $why */
    private function rules(array $why): array
    {
        return array_column($why, 'rule');
    }

    public function testANumberMayBeCalledWhereItIsDay(): void
    {
        $moscow = Number::parse('+74951234567');
        $this->assertSame(['Europe/Moscow'], $this->office->zones($moscow));
        $this->assertTrue($this->office->safeToCall($moscow, $this->noon));
        $this->assertFalse($this->office->safeToCall($moscow, $this->noon, fromHour: 13));
        $this->assertTrue($this->office->safeToCall($moscow, $this->noon, fromHour: 22, untilHour: 13), 'over midnight');
        $anywhere = Number::parse('+79991234567');
        $this->assertGreaterThan(10, count($this->office->zones($anywhere)), 'no register knows this mobile');
        $this->assertFalse($this->office->safeToCall($anywhere, $this->noon));
        $this->assertRefuses('core.invalid_argument', fn () => $this->office->safeToCall($moscow, $this->noon, 9, 25));
    }

    public function testTellsOfItself(): void
    {
        $this->assertSame('svetly-dom', $this->office->tenant());
        $this->assertSame(['RU', '495'], [$this->office->home(), $this->office->area()]);
        $this->assertSame('Europe/Moscow', $this->office->timeZone()->getName());
        $this->assertSame([], $this->office->warnings());
    }

    public function testSendsAdvertCallersToTheOperators(): void
    {
        $told = $this->office->incoming('mts-gsm', '+79161230001', '89267654321', at: $this->noon);
        $this->assertSame([Act::Queue, 'operators'], [$told->act(), $told->name()]);
        $this->assertSame(Recording::Always, $told->record());
        $this->assertNull($told->refused());
        $this->assertNotEmpty($told->why());
    }

    public function testSendsAKnownClientToHisPerson(): void
    {
        $told = $this->office->incoming('mango', '+74951234567', '89161234567', at: $this->noon);
        $this->assertSame([Act::Dial, ['103'], 'menu:main'], [$told->act(), $told->extensions(), $told->otherwise()]);
        $this->assertNull($told->show(), 'an agent sees no number');
    }

    public function testAsksTheCrm(): void
    {
        $asked = [];
        $office = Office::open($this->path, static function (Number $n) use (&$asked): ?Client {
            $asked[] = $n->e164();
            return $n->e164() === '+79267654321' ? new Client('contacts/17', 'Anna', 'petrov') : null;
        });
        $told = $office->incoming('mango', '+74951234567', '89267654321', at: $this->noon);
        $this->assertSame(['+79267654321'], $asked);
        $this->assertSame(['102'], $told->extensions());
        $this->assertSame(['petrov'], $told->pop());
        $told = $office->incoming('mango', '+74951234567', '89267654322', at: $this->noon);
        $this->assertSame(Act::Menu, $told->act());
        $this->assertCount(2, $asked);
    }

    /** @return array<string, array{Closure}> */
    public function deadCrms(): array
    {
        return [
            'throws' => [static fn (Number $n): ?Client => throw new RuntimeException('down')],
            'answers nonsense' => [static fn (Number $n) => 'Anna'],
        ];
    }

    /** @dataProvider deadCrms */
    public function testFallsToTheLineWhereTheCrmIsDown(Closure $crm): void
    {
        $warned = [];
        set_error_handler(static function (int $level, string $text) use (&$warned): bool {
            $warned[] = $text;
            return true;
        });
        $told = Office::open($this->path, $crm)->incoming('mango', '+74951234567', '89267654321', at: $this->noon);
        restore_error_handler();
        $this->assertSame(Act::Menu, $told->act());
        $this->assertContains('crm.failed', $this->rules($told->why()));
        $this->assertStringStartsWith('almon: the CRM did not answer: ', $warned[0]);
    }

    public function testSurvivesAFatalErrorOfTheProgram(): void
    {
        $program = sprintf(
            'declare(strict_types=1); require %s; $path = %s;
            $office = Almon\Office::open($path, static fn ($n) => str_repeat("x", 1 << 30));
            register_shutdown_function(static function () use ($office): void {
                echo $office->dial("ivanov", "112")->act()->value;
            });
            $office->incoming("mango", "+74951234567", "89267654321");',
            var_export(Files::source('bindings/php/autoload.php'), true),
            var_export($this->path, true),
        );
        $command = [PHP_BINARY, '-d', 'extension=' . Files::extension(), '-d', 'memory_limit=32M', '-d',
            'display_errors=0', '-d', 'log_errors=0', '-r', $program];
        exec(implode(' ', array_map(escapeshellarg(...), $command)), $lines, $status);
        $this->assertSame([255, ['dial']], [$status, $lines]);
    }

    public function testDialsThroughTheClientsOwnOperator(): void
    {
        $told = $this->office->dial('petrov', '89161234567', at: $this->noon);
        $this->assertSame(Act::Dial, $told->act());
        $first = $told->trunks()[0];
        $this->assertSame(['mts-gsm', '9161234567'], [$first->trunk(), $first->digits()]);
        $this->assertSame('+79161230001', $first->present()->e164());
        $this->assertSame('PJSIP/9161234567@mts', $first->channel());
        $this->assertSame('petrov', $told->caller());
        $this->assertStringContainsString("SET VARIABLE ALMON_TRUNK_1 \"mts-gsm\"\n", $told->toAgi());
        $this->assertSame('dial', json_decode($told->toJson(), true)['act']);
    }

    public function testRefusesWithRuleAndLine(): void
    {
        $told = $this->office->dial('ivanov', '89161234567', at: $this->noon);
        $this->assertSame(Act::Reject, $told->act());
        $this->assertSame('office.not_allowed', $told->refused()->errorCode);
        $because = $told->why()[count($told->why()) - 1];
        $this->assertSame('policy.forbidden', $because->rule);
        $this->assertStringContainsString('call.external', file($this->path)[$because->line - 1]);
    }

    public function testLetsEmergencyCallsOut(): void
    {
        $told = $this->office->dial('ivanov', '112', at: $this->noon);
        $this->assertSame(Act::Dial, $told->act());
        $this->assertSame('112', $told->trunks()[0]->digits());
    }

    public function testRoutesWithATrace(): void
    {
        $route = $this->office->route('petrov', Number::parse('+79161234567'), at: $this->noon);
        $this->assertSame(['mts', false, null], [$route->operator, $route->emergency, $route->refused]);
        $this->assertSame(['mts-gsm', RouteRank::Operator], [$route->hops[0]->trunk, $route->hops[0]->because]);
        $this->assertSame('+79161230001', $route->hops[0]->present->e164());
        $rejected = array_filter($route->trace, static fn (Almon\TraceEntry $t): bool => $t->rejected !== null);
        $this->assertContains('routing.not_of_department', array_column(array_column($rejected, 'rejected'), 'errorCode'));
    }

    public function testLooksUp(): void
    {
        $this->assertSame('mts', $this->office->lookup(Number::parse('+79161234567'))->brand);
        $this->assertNull($this->office->lookup(Number::parse('+442079460958')));
    }

    public function testDecides(): void
    {
        $d = $this->office->decide('ivanov', Verb::RecordingListen, 'own', $this->noon);
        $this->assertFalse($d->allowed);
        $this->assertSame('agent', $d->role);
        $this->assertTrue($this->office->decide('orlova', 'recording.listen', at: $this->noon)->allowed);
    }

    public function testShowsACallAsSomebodyMaySeeIt(): void
    {
        $file = __DIR__ . '/data/cdr_custom.csv';
        $call = iterator_to_array(Calls::read($file, CallFormat::AsteriskCdrCustom, $this->office))[0];
        $this->assertSame('+79161234567', $this->office->view($call, 'orlova')->external()->number()->e164());
        $controller = $this->office->view($call, 'zorin');
        $this->assertNull($controller->external()->number());
        $this->assertStringNotContainsString('1234567', strtr($controller->external()->text(), ['-' => '', ' ' => '']));
        $this->assertNull($this->office->view($call, 'kuznetsov'), 'an agent does not see other people\'s calls');
        $this->assertSame('+79161234567', $call->external()->number()->e164(), 'the call itself is as it was');
    }

    public function testKeepsAliases(): void
    {
        $aliases = $this->office->aliases();
        $client = Number::parse('+79161234567');
        $alias = $aliases->open('4017', $client, 'client', at: $this->noon);
        $this->assertSame(['4017', '4017', 'client'], [$alias->digits, $alias->deal, $alias->label]);
        $this->assertTrue($alias->party->isSameAs($client));
        $this->assertEquals($this->noon, $alias->opened);
        $this->assertNull($alias->closed);
        $this->assertRefuses('masking.not_granted', static fn () => $aliases->resolve('4017', 'ivanov'));
        $aliases->grant('4017', 'user:ivanov', until: $this->noon->modify('+1 hour'), at: $this->noon);
        $this->assertEquals($client, $aliases->resolve('4017', 'ivanov', $this->noon)->party);
        $late = $this->noon->modify('+2 hours');
        $this->assertRefuses('masking.grant_expired', static fn () => $aliases->resolve('4017', 'ivanov', $late));

        $told = $this->office->dial('ivanov', '4017', at: $this->noon);
        $this->assertSame([Act::Dial, '4017'], [$told->act(), $told->alias()]);
        $this->assertSame('9161234567', $told->trunks()[0]->digits());

        $aliases->revoke('4017', 'user:ivanov');
        $this->assertRefuses('masking.not_granted', static fn () => $aliases->revoke('4017', 'user:ivanov'));
        $aliases->close('4017', $this->noon);
        $this->assertRefuses('masking.alias_closed', fn () => $aliases->resolve('4017', 'ivanov', $this->noon));
        $this->assertRefuses('masking.unknown_alias', static fn () => $aliases->resolve('4018', 'ivanov'));
        $this->assertRefuses('masking.malformed_grantee', static fn () => $aliases->grant('4017', 'ivanov'));
        $this->assertRefuses('masking.collides_extension', static fn () => $aliases->open('9', $client, digits: '120'));
    }

    public function testSaysThatTheStoreIsBroken(): void
    {
        file_put_contents(dirname($this->path) . '/office.db', str_repeat('this is no database ', 500));
        try {
            $this->office->aliases()->open('4017', Number::parse('+79161234567'));
            $this->fail('opened');
        } catch (StoreException $e) {
            $this->assertStringStartsWith('store.', $e->errorCode());
        }
        $told = $this->office->dial('ivanov', '4017', at: $this->noon);
        $this->assertSame(Act::Reject, $told->act());
    }

    public function testReloads(): void
    {
        $this->assertSame([], $this->office->reload());
        $text = file_get_contents($this->path);
        file_put_contents($this->path, str_replace('"call.alias", "call.answer"', '"call.answer"', $text));
        $this->assertTrue($this->office->decide('ivanov', 'call.alias')->allowed);
        $this->assertNotEmpty($this->office->reload());
        $this->assertFalse($this->office->decide('ivanov', 'call.alias')->allowed);

        file_put_contents($this->path, 'schema = 7');
        try {
            $this->office->reload();
            $this->fail('reloaded');
        } catch (OfficeException $e) {
            $this->assertSame(ErrorCode::OfficeMissingKey, $e->error());
        }
        $this->assertFalse($this->office->decide('ivanov', 'call.alias')->allowed, 'the old stay in force');
    }

    public function testOpenReadsAgainWhatChanged(): void
    {
        $text = file_get_contents($this->path);
        file_put_contents($this->path, str_replace('"svetly-dom"', '"temny-dom"', $text));
        $this->assertSame('temny-dom', Office::open($this->path)->tenant());
        $this->assertSame('temny-dom', $this->office->tenant());
        unlink(dirname($this->path) . '/operators.almon');
        $this->assertNull(Office::open($this->path)->lookup(Number::parse('+79161234567')));
    }

    public function testTellsEveryMistakeOfTheFile(): void
    {
        file_put_contents($this->path, "schema = 1\n[office]\ntenant = \"x\"\nhom = \"RU\"\n[[user]]\nname = \"a\"\nrole = 5\n");
        try {
            Office::open($this->path);
            $this->fail('opened');
        } catch (OfficeException $e) {
            $this->assertGreaterThanOrEqual(2, count($e->mistakes()));
            $this->assertSame(4, $e->mistakes()[0]->line);
        }
        $this->assertRefuses('office.unreadable', static fn () => Office::open('/no/such/office.toml'));
        $this->assertRefuses('office.unreadable', static fn () => Office::open(''));
        $this->assertRefuses('office.unreadable', fn () => Office::open($this->path . "\0x"));
    }

    public function testRefusesWhatItDoesNotKnow(): void
    {
        $o = $this->office;
        $n = Number::parse('+79161234567');
        $this->assertRefuses('office.unknown_user', static fn () => $o->decide('nobody', 'call.alias'));
        $this->assertRefuses('policy.unknown_verb', static fn () => $o->decide('ivanov', 'fly'));
        $this->assertRefuses('office.unknown_user', static fn () => $o->route('nobody', $n));
        $huge = str_repeat('9', 1 << 20);
        $this->assertRefuses('office.unknown_user', static fn () => $o->decide($huge, 'call.alias'));
        $this->assertSame(Act::Reject, $o->dial($huge, $huge)->act());
        $this->assertNotNull($o->incoming($huge, $huge, $huge)->act());
        $this->assertNotNull($o->incoming("\0", "\xff", "\x1b[")->toJson());
    }

    public function testPrintsNoNumbers(): void
    {
        $parts = [$this->office->dial('petrov', '89161234567', at: $this->noon), $this->office];
        $parts[] = $parts[0]->trunks();
        ob_start();
        var_dump($parts);
        $shown = ob_get_clean() . print_r($parts, true) . var_export($parts, true);
        $this->assertStringNotContainsString('9161234567', $shown);
        $this->assertStringContainsString('mts-gsm', $shown);
    }

    public function testDoesNotSerialize(): void
    {
        foreach ([$this->office, $this->office->aliases(), $this->office->dial('ivanov', '112')] as $part) {
            try {
                serialize($part);
                $this->fail($part::class);
            } catch (LogicException) {
                $this->addToAssertionCount(1);
            }
        }
    }

    public function testRefusesWrongTypesAndHandlesOfNobody(): void
    {
        $o = $this->office;
        $wrong = [
            static fn () => Office::open(null),
            static fn () => Office::open('office.toml', 'no such function'),
            static fn () => $o->dial('petrov', 102),
            static fn () => $o->dial(['petrov'], '102'),
            static fn () => $o->incoming(null, '', ''),
            static fn () => $o->dial('petrov', '102', at: '2026-11-20'),
            static fn () => $o->lookup('+79161234567'),
            static fn () => $o->view(new stdClass(), 'petrov'),
            static fn () => $o->decide('petrov', Act::Dial),
            static fn () => $o->aliases()->open('4017', '+79161234567'),
            static fn () => almon_office_incoming(0, '', '', '', '', 0, 'no such function'),
        ];
        foreach ($wrong as $i => $call) {
            try {
                $call();
                $this->fail("no TypeError: $i");
            } catch (TypeError) {
                $this->addToAssertionCount(1);
            }
        }
        foreach ([-1, 1 << 20, PHP_INT_MIN, PHP_INT_MAX] as $id) {
            $this->assertSame('core.invalid_argument', almon_office_dial($id, '', '', '', '', '', '', 0)['error']);
            $this->assertSame('core.invalid_argument', almon_office_view(0, $id, 'petrov', 0)['error']);
        }
    }

    private function assertRefuses(string $code, Closure $call): void
    {
        try {
            $call();
            $this->fail("$code was not thrown");
        } catch (Exception $e) {
            $this->assertSame($code, $e->errorCode());
        }
    }
}
