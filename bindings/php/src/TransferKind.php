<?php

declare(strict_types=1);

namespace Almon;

/** How a call was transferred. */
enum TransferKind: string
{
    /** Sent on without a word. */
    case Blind = 'blind';
    /** After talking to the next person. */
    case Attended = 'attended';
    /** While the next person's phone still rang. */
    case Blond = 'blond';
    /** Sent on before it was answered. */
    case Redirect = 'redirect';
}
