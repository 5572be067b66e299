<?php

declare(strict_types=1);

namespace Almon;

/**
 * What the PBX is told to do with a call. It holds the called number in full, so it is for the PBX and not for people;
 * printed by accident it shows none.
 */
final class Instructions
{
    use Internal\Facts;

    /** @param array<string, mixed> $facts */
    private function __construct(array $facts)
    {
        $this->keep($facts);
    }

    /**
     * @internal made by the library
     * @param array{json: string, agi: string} $told
     */
    public static function of(array $told): self
    {
        return new self(json_decode($told['json'], true, 16, JSON_THROW_ON_ERROR) + ['_' => $told]);
    }

    public function act(): Act
    {
        return Act::from($this->fact('act'));
    }

    /** Of the queue, menu or announcement. */
    public function name(): ?string
    {
        return $this->fact('name');
    }

    /** @return list<string> own phones to ring, all at once */
    public function extensions(): array
    {
        return $this->fact('extensions');
    }

    /** @return list<WayOut> tried in this order */
    public function trunks(): array
    {
        return array_map(static fn (array $facts): WayOut => new WayOut($facts), $this->fact('trunks'));
    }

    /** Where to go when nobody answers, such as `queue:500`; null means hang up. */
    public function otherwise(): ?string
    {
        return $this->fact('otherwise');
    }

    public function record(): Recording
    {
        return Recording::from($this->fact('record'));
    }

    /** Whether the other side is told that the call is recorded. */
    public function announceRecording(): bool
    {
        return $this->fact('announce_recording');
    }

    /** What whoever is rung sees as the caller; null means nothing. */
    public function show(): ?string
    {
        return $this->fact('show');
    }

    /** The deal's alias, where that is what is shown or was dialled. */
    public function alias(): ?string
    {
        return $this->fact('alias');
    }

    /** @return list<string> users whose screen pops */
    public function pop(): array
    {
        return $this->fact('pop');
    }

    /** The user who calls, where it is one of ours. */
    public function caller(): ?string
    {
        return $this->fact('caller');
    }

    public function registerInCrm(): bool
    {
        return $this->fact('register_in_crm');
    }

    /** Why it is {@see Act::Reject}. */
    public function refused(): ?Refusal
    {
        $refused = $this->fact('refused');
        return $refused === null ? null : new Refusal($refused['code'], $refused['message']);
    }

    /** @return list<Because> the steps of the reasoning; they hold no full number */
    public function why(): array
    {
        return array_map(
            static fn (array $step): Because => new Because($step['rule'], $step['text'], $step['line']),
            $this->fact('why'),
        );
    }

    /** All of it in the library's JSON, numbers in full. */
    public function toJson(): string
    {
        return $this->fact('_')['json'];
    }

    /** The same as commands for Asterisk's AGI, a line each: `SET VARIABLE ALMON_ACT "dial"` and so on. */
    public function toAgi(): string
    {
        return $this->fact('_')['agi'];
    }

    /** @return array<string, mixed> without numbers */
    public function __debugInfo(): array
    {
        return [
            'act' => $this->fact('act'),
            'name' => $this->fact('name'),
            'trunks' => array_column($this->fact('trunks'), 'trunk'),
            'why' => array_column($this->fact('why'), 'rule'),
        ];
    }
}
