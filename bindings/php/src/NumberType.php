<?php

declare(strict_types=1);

namespace Almon;

/** What a number is for, by the world's numbering plan. */
enum NumberType: string
{
    case Unknown = 'unknown';
    case FixedLine = 'fixed_line';
    case Mobile = 'mobile';
    /** The plan does not tell the two apart, as in the United States. */
    case FixedLineOrMobile = 'fixed_line_or_mobile';
    case TollFree = 'toll_free';
    case PremiumRate = 'premium_rate';
    case SharedCost = 'shared_cost';
    case Voip = 'voip';
    case PersonalNumber = 'personal_number';
    case Pager = 'pager';
    case Uan = 'uan';
    case Voicemail = 'voicemail';
}
