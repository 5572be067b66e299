<?php

declare(strict_types=1);

namespace Almon;

/** How a call ended. */
enum Disposition: string
{
    /** Somebody talked. */
    case Answered = 'answered';
    /** Somebody rang, nobody answered, and the PBX gave up. */
    case Missed = 'missed';
    /** The caller gave up while somebody rang. */
    case Cancelled = 'cancelled';
    /** Everybody was busy or declined. */
    case Busy = 'busy';
    /** A network or a device refused the call. */
    case Failed = 'failed';
    /** The PBX answered or played something; no person was ever offered the call. */
    case NoHuman = 'no_human';
    /** The caller left a message. */
    case Voicemail = 'voicemail';
    /** The caller gave up in a menu. */
    case AbandonedIvr = 'abandoned_ivr';
    /** The caller gave up in a queue. */
    case AbandonedQueue = 'abandoned_queue';
    /** The queue gave the caller up. */
    case QueueTimeout = 'queue_timeout';
    /** The called party of an outbound or internal call did not answer. */
    case NoAnswer = 'no_answer';
    /** A call placed for an agent who did not pick up; the client was never dialled. */
    case NoAnswerAgent = 'no_answer_agent';
    /** A feature code, a page, listening in: no call between people. */
    case Service = 'service';
    /** An agent's session, in which calls happen. */
    case AgentLogin = 'agent_login';
    /** The PBX stopped while somebody rang. */
    case CutWhileRinging = 'cut_while_ringing';
}
