<?php

declare(strict_types=1);

namespace Almon;

/** What a call counts as in a CRM, by the office's rules. */
enum Outcome: string
{
    /** They talked. */
    case Held = 'held';
    /** It was tried, and they did not. */
    case NotHeld = 'not_held';
    /** Somebody wanted us and was not served: call back. */
    case Missed = 'missed';
    /** The caller gave up before anybody could have answered. */
    case ShortAbandon = 'short_abandon';
    /** The caller left a message. */
    case Voicemail = 'voicemail';
    /** Nothing for the CRM: between colleagues, a feature code, a party that is no client. */
    case Ignored = 'ignored';
}
