<?php

declare(strict_types=1);

namespace Almon;

/** Why a trunk ranks where it does: the first of these that tells it from the next. */
enum RouteRank: string
{
    case Emergency = 'emergency';
    /** The caller asked for it. */
    case Chosen = 'chosen';
    /** It belongs to the called operator. */
    case Operator = 'operator';
    /** Nobody knows the called operator. */
    case Default = 'default';
    /** It presents the caller's direct number. */
    case OwnNumber = 'own_number';
    case Cost = 'cost';
    /** Of the office file. */
    case Order = 'order';
}
