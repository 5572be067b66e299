<?php

declare(strict_types=1);

namespace Almon;

/** Why a decision is what it is. */
enum DecisionReason: string
{
    /** A permit fits, and no forbid does. */
    case Granted = 'granted';
    /** A call for help passes. */
    case Emergency = 'emergency';
    /** A forbid fits. */
    case Forbidden = 'forbidden';
    /** A forbid, or the only permit, asks for a fact that was not given. */
    case FactUnknown = 'fact_unknown';
    /** No permit fits. */
    case NotGranted = 'not_granted';
    case UnknownUser = 'unknown_user';
}
