<?php

declare(strict_types=1);

namespace Almon;

/** What became of a transfer. */
enum TransferResult: string
{
    case Answered = 'answered';
    case NoAnswer = 'no_answer';
    case Busy = 'busy';
    case Refused = 'refused';
    /** Nobody answered, and the call came back. */
    case NoAnswerReturned = 'no_answer_returned';
}
