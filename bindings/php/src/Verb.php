<?php

declare(strict_types=1);

// Written by generate.php: change the library's table instead.

namespace Almon;

/** What people do at a telephone system and a CRM, as policies name it. */
enum Verb: string
{
    /** Answer a call of an outside party that is put through to him. */
    case CallAnswer = 'call.answer';
    /** Take clients' calls from a queue. */
    case CallQueue = 'call.queue';
    /** Call a colleague, and be called by one. */
    case CallInternal = 'call.internal';
    /** Dial a deal number that stands for an outside party. */
    case CallAlias = 'call.alias';
    /** Dial an outside number of the own country. */
    case CallExternal = 'call.external';
    /** Dial a number of another country. */
    case CallInternational = 'call.international';
    /** Dial a number that costs extra. */
    case CallPremium = 'call.premium';
    /** Call for help; allowed to everyone, whatever is written. */
    case CallEmergency = 'call.emergency';
    /** Decide to whom a client's call goes. */
    case CallDecide = 'call.decide';
    /** Transfer a call to a colleague or a queue. */
    case CallTransfer = 'call.transfer';
    /** Transfer a call to a deal number. */
    case CallTransferAlias = 'call.transfer_alias';
    /** Transfer a call to an outside number. */
    case CallTransferExternal = 'call.transfer_external';
    /** Forward his own calls to a colleague. */
    case CallForward = 'call.forward';
    /** Forward his own calls outside. */
    case CallForwardExternal = 'call.forward_external';
    /** Join colleagues to a call. */
    case CallConference = 'call.conference';
    /** Join an outside number to a call. */
    case CallConferenceExternal = 'call.conference_external';
    /** Hold a call. */
    case CallHold = 'call.hold';
    /** Park a call and fetch a parked one. */
    case CallPark = 'call.park';
    /** Answer a call that rings at somebody else's phone. */
    case CallPickup = 'call.pickup';
    /** Call back who was missed or asked for it. */
    case CallCallback = 'call.callback';
    /** Start a call from a screen (click to call). */
    case CallOriginate = 'call.originate';
    /** Have a voicemail box that callers reach. */
    case CallVoicemail = 'call.voicemail';
    /** Choose which number of ours is shown. */
    case CallChooseNumber = 'call.choose_number';
    /** Choose the trunk by hand. */
    case CallChooseTrunk = 'call.choose_trunk';
    /** Call without showing a number. */
    case CallWithhold = 'call.withhold';
    /** Speak through other people's loudspeakers. */
    case CallPage = 'call.page';
    /** Pause himself in queues, do not disturb. */
    case CallPause = 'call.pause';
    /** Send a text message to a client. */
    case CallMessage = 'call.message';
    /** See who is talking, idle or away. */
    case SupervisePresence = 'supervise.presence';
    /** Listen to a call unheard. */
    case SuperviseListen = 'supervise.listen';
    /** Speak to the employee, unheard by the client. */
    case SuperviseWhisper = 'supervise.whisper';
    /** Join a call and be heard by all. */
    case SuperviseBarge = 'supervise.barge';
    /** Take a call over from its owner. */
    case SuperviseTakeover = 'supervise.takeover';
    /** End somebody else's call. */
    case SuperviseHangup = 'supervise.hangup';
    /** Move a waiting call within or between queues. */
    case SuperviseMove = 'supervise.move';
    /** Pause, resume or log out somebody else. */
    case SuperviseSetState = 'supervise.set_state';
    /** Start or stop recording of another's call. */
    case SuperviseRecord = 'supervise.record';
    /** Hear a recording. */
    case RecordingListen = 'recording.listen';
    /** Take a copy of a recording. */
    case RecordingDownload = 'recording.download';
    /** Read what was said. */
    case RecordingTranscript = 'recording.transcript';
    /** Write notes to a recording. */
    case RecordingAnnotate = 'recording.annotate';
    /** Score a call (quality control). */
    case RecordingEvaluate = 'recording.evaluate';
    /** Make a link to a recording for others. */
    case RecordingShare = 'recording.share';
    /** Start recording his own call. */
    case RecordingStart = 'recording.start';
    /** Stop recording his own call. */
    case RecordingStop = 'recording.stop';
    /** Pause recording while a card number is said. */
    case RecordingPause = 'recording.pause';
    /** Keep a recording beyond its term. */
    case RecordingKeep = 'recording.keep';
    /** Delete a recording. */
    case RecordingDelete = 'recording.delete';
    /** Hear messages left in a voicemail box. */
    case RecordingVoicemail = 'recording.voicemail';
    /** See an outside party's number. */
    case DataViewNumber = 'data.view_number';
    /** Reveal a masked number, with a reason, audited. */
    case DataRevealNumber = 'data.reveal_number';
    /** See an outside party's name. */
    case DataViewName = 'data.view_name';
    /** See the list of calls. */
    case DataViewCalls = 'data.view_calls';
    /** See a deal. */
    case DataViewDeal = 'data.view_deal';
    /** Change a deal. */
    case DataEditDeal = 'data.edit_deal';
    /** Search clients and deals by words. */
    case DataSearch = 'data.search';
    /** Search by a number, which confirms guesses. */
    case DataSearchNumber = 'data.search_number';
    /** Enter a new client. */
    case DataCreateClient = 'data.create_client';
    /** Change a client's card. */
    case DataEditClient = 'data.edit_client';
    /** Delete a client's card. */
    case DataDeleteClient = 'data.delete_client';
    /** Make somebody responsible for a client or a deal. */
    case DataAssign = 'data.assign';
    /** Write a note to a call, a client or a deal. */
    case DataNote = 'data.note';
    /** Read the office's phone book. */
    case DataPhonebook = 'data.phonebook';
    /** Let a colleague use a deal number. */
    case DataGrantAlias = 'data.grant_alias';
    /** Load clients from a file. */
    case DataImport = 'data.import';
    /** Take clients or calls out as a file. */
    case DataExport = 'data.export';
    /** Have an extension on a desk phone. */
    case SurfacePhone = 'surface.phone';
    /** Have an extension in an application. */
    case SurfaceSoftphone = 'surface.softphone';
    /** Have an extension on a mobile (FMC). */
    case SurfaceMobile = 'surface.mobile';
    /** Use the PBX's own interface. */
    case SurfacePbx = 'surface.pbx';
    /** Use the CRM. */
    case SurfaceCrm = 'surface.crm';
    /** Get the client's card on the screen when it rings. */
    case SurfacePopup = 'surface.popup';
    /** See the wallboard. */
    case SurfaceWallboard = 'surface.wallboard';
    /** Receive the feed of call events. */
    case SurfaceEvents = 'surface.events';
    /** Use the programming interface. */
    case SurfaceApi = 'surface.api';
    /** See statistics of people, queues and lines. */
    case StatsView = 'stats.view';
    /** See statistics of this moment. */
    case StatsLive = 'stats.live';
    /** See what calls cost. */
    case StatsCost = 'stats.cost';
    /** Set up and receive reports. */
    case StatsReport = 'stats.report';
    /** Take statistics out as a file. */
    case StatsExport = 'stats.export';
    /** Add and remove people and extensions. */
    case AdminUsers = 'admin.users';
    /** Change roles and rules. */
    case AdminPolicy = 'admin.policy';
    /** Change trunks, tariffs and routes. */
    case AdminRouting = 'admin.routing';
    /** Change lines, menus and queues. */
    case AdminLines = 'admin.lines';
    /** Open and close aliases of any deal. */
    case AdminAliases = 'admin.aliases';
    /** Read the audit trail. */
    case AdminAudit = 'admin.audit';
    /** Manage keys and backups. */
    case AdminKeys = 'admin.keys';
}
