<?php

declare(strict_types=1);

require_once __DIR__ . '/Files.php';

use Almon\Act;
use Almon\Number;
use Almon\Office;
use PHPUnit\Framework\TestCase;

/** As FPM does it: a parent that opened the office, children that answer requests with it, one after another. */
final class ForkTest extends TestCase
{
    /** What `$work` prints in a child; fails where the child does not end well. */
    private function child(Closure $work): string
    {
        [$read, $write] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $pid = pcntl_fork();
        if ($pid === 0) {
            fclose($read);
            try {
                fwrite($write, (string) $work());
                $status = 0;
            } catch (Throwable $e) {
                fwrite($write, $e::class . ': ' . $e->getMessage());
                $status = 1;
            }
            fclose($write);
            pcntl_exec('/bin/sh', ['-c', "exit $status"]); // leaves the parent's PHPUnit alone
        }
        fclose($write);
        $told = stream_get_contents($read);
        pcntl_waitpid($pid, $status);
        $this->assertTrue(pcntl_wifexited($status), $told);
        $this->assertSame(0, pcntl_wexitstatus($status), $told);
        return $told;
    }

    protected function setUp(): void
    {
        if (!function_exists('pcntl_fork')) {
            $this->markTestSkipped('this PHP has no pcntl');
        }
    }

    public function testAChildGoesOnWithTheOffice(): void
    {
        $noon = new DateTimeImmutable('2026-11-20T12:00:00+03:00');
        $path = Files::office();
        $office = Office::open($path);
        $client = Number::parse('+79161234567');
        $office->aliases()->open('4017', $client); // the parent holds the store open
        $office->aliases()->grant('4017', 'user:ivanov');
        for ($i = 0; $i < 3; ++$i) {
            $told = $this->child(static function () use ($path, $noon, $client, $i): string {
                $office = Office::open($path);
                $office->aliases()->open("5{$i}17", $client);
                return $office->dial('ivanov', '4017', at: $noon)->trunks()[0]->digits();
            });
            $this->assertSame('9161234567', $told);
        }
        $office->aliases()->grant('5217', 'user:ivanov'); // made by a child
        $this->assertSame(Act::Dial, $office->dial('ivanov', '5217', at: $noon)->act());
    }

    public function testTheOfficeIsReadOnceAProcess(): void
    {
        $path = Files::office();
        $first = Office::open($path);
        $second = Office::open(dirname($path) . '/../' . basename(dirname($path)) . '/office.toml');
        $this->assertSame($first->handle(), $second->handle());

        // what has the same time, size and inode is taken for the same: so a change behind its back shows who reads
        touch($path, 1_700_000_000);
        $this->assertSame('svetly-dom', Office::open($path)->tenant());
        file_put_contents($path, str_replace('"svetly-dom"', '"temny-dom2"', file_get_contents($path)));
        touch($path, 1_700_000_000);
        $this->assertSame('svetly-dom', Office::open($path)->tenant());
        touch($path, 1_700_000_001);
        $this->assertSame('temny-dom2', Office::open($path)->tenant());
    }

    public function testAWorkerKeepsTheOfficeOverRequests(): void
    {
        $path = Files::office();
        for ($request = 0; $request < 3; ++$request) {
            $office = Office::open($path);
            $handles[] = $office->handle();
            unset($office); // the request is over
        }
        $this->assertCount(1, array_unique($handles));
    }

    public function testManyChildrenOpenAliasesAtOnce(): void
    {
        $path = Files::office();
        $office = Office::open($path);
        $office->aliases()->open('3000', Number::parse('+79161234567'));
        $pids = [];
        for ($c = 0; $c < 4; ++$c) {
            $pid = pcntl_fork();
            if ($pid === 0) {
                $status = 0;
                try {
                    for ($i = 0; $i < 10; ++$i) {
                        Office::open($path)->aliases()->open('4' . $c . sprintf('%02d', $i), Number::parse('+79161234567'));
                    }
                } catch (Throwable) {
                    $status = 1;
                }
                pcntl_exec('/bin/sh', ['-c', "exit $status"]);
            }
            $pids[] = $pid;
        }
        foreach ($pids as $pid) {
            pcntl_waitpid($pid, $status);
            $this->assertSame(0, pcntl_wexitstatus($status));
        }
        $office->aliases()->grant('4309', 'user:ivanov');
        $this->assertSame('4309', $office->aliases()->resolve('4309', 'ivanov')->digits);
    }
}
