<?php

declare(strict_types=1);

require_once __DIR__ . '/Files.php';

use Almon\Circumstances;
use Almon\DecisionReason;
use Almon\Direction;
use Almon\Exception;
use Almon\NumberClass;
use Almon\OfficeException;
use Almon\Policy;
use Almon\Presentation;
use Almon\Recording;
use Almon\Scope;
use Almon\Severity;
use Almon\Verb;
use Almon\Visibility;
use PHPUnit\Framework\TestCase;

final class PolicyTest extends TestCase
{
    private Policy $policy;

    protected function setUp(): void
    {
        $this->policy = Policy::load(Files::source('examples/office/office.toml'));
    }

    public function testHoldsForTheFourRoles(): void
    {
        $rows = [ // user, verb, object, allowed
            ['orlova', Verb::SuperviseListen, '', true],
            ['orlova', Verb::DataViewNumber, 'outside', true],
            ['ivanova', Verb::StatsView, 'role:operator', true],
            ['ivanova', Verb::StatsView, 'role:agent', false],
            ['ivanova', Verb::RecordingListen, 'own', false],
            ['zorin', Verb::RecordingListen, '', true],
            ['zorin', Verb::SurfaceCrm, '', false],
            ['ivanov', Verb::DataViewNumber, 'outside', false],
            ['ivanov', Verb::CallAlias, '', true],
            ['ivanov', Verb::StatsView, 'own', false],
        ];
        foreach ($rows as [$user, $verb, $object, $allowed]) {
            $this->assertSame($allowed, $this->policy->decide($user, $verb, $object)->allowed, "$user {$verb->value}");
        }
    }

    public function testNamesTheRuleItsRoleAndItsLine(): void
    {
        $d = $this->policy->decide('ivanov', 'recording.listen', 'own');
        $this->assertSame(DecisionReason::Forbidden, $d->why);
        $this->assertSame('agent', $d->role);
        $this->assertStringContainsString('recording', $d->rule);
        $line = file(Files::source('examples/office/office.toml'))[$d->line - 1];
        $this->assertStringContainsString('"recording.*"', $line);
    }

    public function testComesWithObligations(): void
    {
        $d = $this->policy->decide('ivanov', Verb::CallAlias, given: new Circumstances(direction: Direction::Outbound));
        $this->assertSame(
            [Visibility::Alias, Presentation::Office, Recording::Always],
            [$d->showNumber, $d->present, $d->record],
        );
    }

    public function testLetsEmergencyCallsPass(): void
    {
        $help = new Circumstances(classes: [NumberClass::Emergency, NumberClass::Stranger]);
        $d = $this->policy->decide('ivanov', Verb::CallExternal, given: $help);
        $this->assertTrue($d->allowed);
        $this->assertSame(DecisionReason::Emergency, $d->why);
        $this->assertNull($d->rule);
    }

    public function testExplainsInASentence(): void
    {
        $text = $this->policy->explain('ivanov', Verb::RecordingListen, 'own');
        $this->assertStringStartsWith('deny: ', $text);
        $this->assertStringContainsString('office.toml:', $text);
    }

    public function testNamesAllWhoMay(): void
    {
        $this->assertSame(['orlova' => Scope::Any, 'zorin' => Scope::Any], $this->policy->who(Verb::RecordingListen));
    }

    public function testRefusesWordsThatItDoesNotKnow(): void
    {
        $wrong = [
            'policy.unknown_user' => fn () => $this->policy->decide('nobody', Verb::CallAlias),
            'policy.unknown_verb' => fn () => $this->policy->decide('ivanov', 'call.everyone'),
            'policy.unknown_object' => fn () => $this->policy->decide('ivanov', Verb::CallAlias, 'role:king'),
            'policy.unknown_value' => fn () => $this->policy->decide(
                'ivanov',
                Verb::CallAlias,
                given: new Circumstances(line: 'no such line'),
            ),
        ];
        foreach ($wrong as $code => $call) {
            try {
                $call();
                $this->fail($code);
            } catch (Exception $e) {
                $this->assertSame($code, $e->errorCode());
            }
        }
    }

    public function testTellsEveryMistakeOfAFile(): void
    {
        $path = Files::folder() . '/office.toml';
        file_put_contents($path, "schema = 1\n[office]\ntenant = \"x\"\nhom = \"RU\"\n[[user]]\nname = \"a\"\nrole = \"king\"\n");
        try {
            Policy::load($path);
            $this->fail('loaded');
        } catch (OfficeException $e) {
            $mistakes = $e->mistakes();
            $this->assertGreaterThanOrEqual(2, count($mistakes));
            $this->assertSame($mistakes[0]->errorCode, $e->errorCode());
            $this->assertSame([$path, 4, Severity::Rejected], [$mistakes[0]->file, $mistakes[0]->line, $mistakes[0]->severity]);
            $this->assertStringContainsString((string) $mistakes[1], $e->getMessage());
        }
    }

    public function testReadsAFileAgainWhenItChanged(): void
    {
        $path = Files::office();
        $policy = Policy::load($path);
        $this->assertTrue($policy->decide('ivanov', Verb::CallAlias)->allowed);
        file_put_contents($path, str_replace('"call.alias", "call.answer"', '"call.answer"', file_get_contents($path), $n));
        $this->assertSame(1, $n);
        $this->assertFalse(Policy::load($path)->decide('ivanov', Verb::CallAlias)->allowed);
        file_put_contents($path, 'schema = ');
        try {
            Policy::load($path);
            $this->fail('loaded');
        } catch (OfficeException $e) {
            $this->assertSame('office.syntax', $e->errorCode());
        }
        $this->assertFalse($policy->decide('ivanov', Verb::CallAlias)->allowed, 'the last good file stays in force');
    }

    public function testRefusesWrongTypes(): void
    {
        $wrong = [
            fn () => $this->policy->decide(null, Verb::CallAlias),
            fn () => $this->policy->decide('ivanov', 5),
            fn () => $this->policy->decide('ivanov', Direction::Inbound),
            fn () => $this->policy->decide('ivanov', Verb::CallAlias, []),
            fn () => $this->policy->decide('ivanov', Verb::CallAlias, '', ['direction' => 'inbound']),
            fn () => new Circumstances(direction: 'inbound'),
            fn () => new Circumstances(classes: ['client']),
            fn () => Policy::load(7),
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

    public function testTakesHugeWords(): void
    {
        $huge = str_repeat('x', 1 << 20);
        foreach ([[$huge, 'call.alias', ''], ['ivanov', $huge, ''], ['ivanov', 'call.alias', $huge]] as [$u, $v, $o]) {
            try {
                $this->policy->decide($u, $v, $o);
                $this->fail('taken');
            } catch (Exception $e) {
                $this->assertLessThan(500, strlen($e->getMessage()));
            }
        }
    }
}
