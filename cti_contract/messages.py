"""Types of all messages, for type checkers.

`python tools/render_types.py` renders this file from the schemas: change them, not the file.
"""

# fmt: off
# ruff: noqa: E501

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, final

#: The names of the commands, aliases included.
CommandName: TypeAlias = Literal[
    "channel.activate",
    "channel.dial",
    "channel.request.externaldispositions",
    "channel.request.incontact.getscripts",
    "conversation.answer",
    "conversation.blindconference",
    "conversation.blindtransfer",
    "conversation.request.unmute",
    "conversation.retrieve",
    "conversation.senddtmf",
    "interaction.accept",
    "interaction.consultconference",
    "interaction.consulttransfer",
    "interaction.request.incontact.signal",
    "interaction.request.recording.pause",
    "interaction.request.recording.stop",
    "session.addchannelgroup",
    "session.request.addchannelgroup",
    "session.request.addchannel",
    "session.addchannel",
    "session.request.incontact.addressbook",
    "session.request.incontact.agentleg.connect",
    "session.request.incontact.agentleg.disconnect",
    "session.request.logout",
    "session.start",
]

#: The names of the events.
EventName: TypeAlias = Literal[
    "channel.disposed",
    "channel.externaldispositions.updated",
    "channel.infochanged",
    "channel.initialized",
    "channelgroup.created",
    "channelgroup.initialized",
    "conversation.created",
    "conversation.disposed",
    "conversation.initialized",
    "conversation.member.added",
    "conversation.updated",
    "interaction.created",
    "interaction.datachanged",
    "interaction.ended",
    "interaction.focuschanged",
    "interaction.initialized",
    "interaction.preview",
    "session.agentleg.connected",
    "session.agentleg.disconnected",
    "session.agentleg.failed",
    "session.initialized",
    "state.updated",
]

#: The kinds of messages.
Kind: TypeAlias = Literal[
    "request",
    "success",
    "failure",
    "event",
]

#: The codes of problems.
ProblemCode: TypeAlias = Literal[
    "unknown-message",
    "ambiguous-message",
    "missing-member",
    "unknown-member",
    "wrong-type",
    "wrong-value",
    "bad-target",
    "bad-id",
    "alias",
    "known-value",
    "known-member",
    "misplaced-member",
    "placeholder",
    "invisible-character",
    "syntax",
    "duplicate-key",
    "not-utf8",
    "byte-order-mark",
    "too-large",
    "not-json",
    "not-a-message",
    "no-message",
    "no-messages",
    "unreadable",
    "stale-baseline",
    "too-deep",
    "wrong-echo",
    "wrong-original",
    "no-request",
    "unanswered",
    "missing-event",
    "event-order",
    "open-at-end",
    "swapped",
    "overdue",
    "wrong-direction",
    "unused-pointer",
    "late-start",
    "after-logout",
    "after-end",
    "id-in-use",
    "not-a-request",
]

#: The severities of problems.
Severity: TypeAlias = Literal[
    "error",
    "warning",
]


@final
class ChannelActivateDataChanneloptions(TypedDict):
    """The object `ChannelActivateDataChanneloptions`."""

    queue: str


@final
class ChannelActivateData(TypedDict):
    """The object `ChannelActivateData`."""

    channeloptions: ChannelActivateDataChanneloptions


@final
class ChannelActivateRequest(TypedDict):
    """A request, channel.activate.

    Activates the channel.
    """

    command: Literal["channel.activate"]
    target: str
    data: ChannelActivateData
    context: NotRequired[dict[str, Any]]


@final
class ChannelActivateSuccess(TypedDict):
    """A success, channel.activate.

    The channel is activated. Its data is that of the request.
    """

    command: Literal["channel.activate"]
    target: str
    result: Literal["success"]
    data: ChannelActivateData
    context: NotRequired[dict[str, Any]]


@final
class FailureReason(TypedDict):
    """Why the command failed."""

    code: str
    message: str
    context: NotRequired[str]


@final
class ChannelActivateFailure(TypedDict):
    """A failure, channel.activate.

    The channel could not be activated.
    """

    command: Literal["channel.activate"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ChannelDialData(TypedDict):
    """The object `ChannelDialData`."""

    destination: str
    extensions: NotRequired[dict[str, Any]]


@final
class ChannelDialRequest(TypedDict):
    """A request, channel.dial.

    Dials a destination.
    """

    command: Literal["channel.dial"]
    target: str
    data: ChannelDialData
    context: NotRequired[dict[str, Any]]


@final
class ChannelDialSuccess(TypedDict):
    """A success, channel.dial.

    The destination is dialed. Its data is that of the request.
    """

    command: Literal["channel.dial"]
    target: str
    result: Literal["success"]
    data: ChannelDialData
    context: NotRequired[dict[str, Any]]


@final
class ChannelDialFailure(TypedDict):
    """A failure, channel.dial.

    The destination could not be dialed.
    """

    command: Literal["channel.dial"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class Empty(TypedDict):
    """An object without members."""


@final
class ChannelDisposedEvent(TypedDict):
    """An event, channel.disposed.

    The channel is disposed; nothing more comes from it.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["channel.disposed"]
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class ChannelExternaldispositionsUpdatedLabel(TypedDict):
    """The name and the description in one language."""

    language: str
    country: str
    name: str
    description: str


@final
class ChannelExternaldispositionsUpdatedDisposition(TypedDict):
    """An interaction disposition."""

    interactionDispositionId: str
    value: str
    extensions: list[Any]
    labels: list[ChannelExternaldispositionsUpdatedLabel]


@final
class ChannelExternaldispositionsUpdatedData(TypedDict):
    """The object `ChannelExternaldispositionsUpdatedData`."""

    dispositions: list[ChannelExternaldispositionsUpdatedDisposition]


@final
class ChannelExternaldispositionsUpdatedEvent(TypedDict):
    """An event, channel.externaldispositions.updated.

    The allowable interaction dispositions of the channel have changed.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["channel.externaldispositions.updated"]
    data: ChannelExternaldispositionsUpdatedData
    context: NotRequired[dict[str, Any]]


@final
class ChannelInfochangedEvent(TypedDict):
    """An event, channel.infochanged.

    The information about the channel has changed.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["channel.infochanged"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ChannelInitializedEvent(TypedDict):
    """An event, channel.initialized.

    The channel is initialized; it starts inactive.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["channel.initialized"]
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class ChannelRequestExternaldispositionsRequest(TypedDict):
    """A request, channel.request.externaldispositions.

    Requests the allowable interaction dispositions of the channel.
    """

    command: Literal["channel.request.externaldispositions"]
    target: str
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ChannelRequestExternaldispositionsSuccess(TypedDict):
    """A success, channel.request.externaldispositions.

    An event has the dispositions. Its data is not documented.
    """

    command: Literal["channel.request.externaldispositions"]
    target: str
    result: Literal["success"]
    data: NotRequired[dict[str, Any]]
    context: NotRequired[dict[str, Any]]


@final
class ChannelRequestExternaldispositionsFailure(TypedDict):
    """A failure, channel.request.externaldispositions.

    The dispositions could not be requested.
    """

    command: Literal["channel.request.externaldispositions"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ChannelRequestIncontactGetscriptsRequest(TypedDict):
    """A request, channel.request.incontact.getscripts.

    Requests the scripts.
    """

    command: Literal["channel.request.incontact.getscripts"]
    target: str
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class ChannelRequestIncontactGetscriptsSuccessDataScriptsElement(TypedDict):
    """The object `ChannelRequestIncontactGetscriptsSuccessDataScriptsElement`."""

    scriptId: str
    scriptName: str


@final
class ChannelRequestIncontactGetscriptsSuccessData(TypedDict):
    """The object `ChannelRequestIncontactGetscriptsSuccessData`."""

    scripts: list[ChannelRequestIncontactGetscriptsSuccessDataScriptsElement]


@final
class ChannelRequestIncontactGetscriptsSuccess(TypedDict):
    """A success, channel.request.incontact.getscripts.

    The scripts.
    """

    command: Literal["channel.request.incontact.getscripts"]
    target: str
    result: Literal["success"]
    data: ChannelRequestIncontactGetscriptsSuccessData
    context: NotRequired[dict[str, Any]]


@final
class ChannelRequestIncontactGetscriptsFailure(TypedDict):
    """A failure, channel.request.incontact.getscripts.

    The scripts could not be returned.
    """

    command: Literal["channel.request.incontact.getscripts"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ChannelgroupCreatedDataChannelgroup(TypedDict):
    """The object `ChannelgroupCreatedDataChannelgroup`."""

    id: str
    name: str


@final
class ChannelgroupCreatedData(TypedDict):
    """The object `ChannelgroupCreatedData`."""

    channelgroup: ChannelgroupCreatedDataChannelgroup


@final
class ChannelgroupCreatedEvent(TypedDict):
    """An event, channelgroup.created.

    A channel group is created; the target is its session.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["channelgroup.created"]
    data: ChannelgroupCreatedData
    context: NotRequired[dict[str, Any]]


@final
class ChannelgroupInitializedEvent(TypedDict):
    """An event, channelgroup.initialized.

    The channel group is initialized: all of its channels are added and initialized.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["channelgroup.initialized"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationAnswerRequest(TypedDict):
    """A request, conversation.answer.

    Answers the call.
    """

    command: Literal["conversation.answer"]
    target: str
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationAnswerSuccess(TypedDict):
    """A success, conversation.answer.

    The call is answered. Its data is not documented.
    """

    command: Literal["conversation.answer"]
    target: str
    result: Literal["success"]
    data: NotRequired[dict[str, Any]]
    context: NotRequired[dict[str, Any]]


@final
class ConversationAnswerFailure(TypedDict):
    """A failure, conversation.answer.

    The call could not be answered.
    """

    command: Literal["conversation.answer"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationBlindconferenceData(TypedDict):
    """The object `ConversationBlindconferenceData`."""

    destination: str


@final
class ConversationBlindconferenceRequest(TypedDict):
    """A request, conversation.blindconference.

    Conferences the party at the destination into the original call.
    """

    command: Literal["conversation.blindconference"]
    target: str
    data: ConversationBlindconferenceData
    context: NotRequired[dict[str, Any]]


@final
class ConversationBlindconferenceSuccess(TypedDict):
    """A success, conversation.blindconference.

    Both parties are in conference together. Its data is that of the request.
    """

    command: Literal["conversation.blindconference"]
    target: str
    result: Literal["success"]
    data: ConversationBlindconferenceData
    context: NotRequired[dict[str, Any]]


@final
class ConversationBlindconferenceFailure(TypedDict):
    """A failure, conversation.blindconference.

    The call could not be conferenced.
    """

    command: Literal["conversation.blindconference"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationBlindtransferData(TypedDict):
    """The object `ConversationBlindtransferData`."""

    destination: str


@final
class ConversationBlindtransferRequest(TypedDict):
    """A request, conversation.blindtransfer.

    Transfers the call to the destination; the agent is disconnected whether or not it succeeds.
    """

    command: Literal["conversation.blindtransfer"]
    target: str
    data: ConversationBlindtransferData
    context: NotRequired[dict[str, Any]]


@final
class ConversationBlindtransferSuccess(TypedDict):
    """A success, conversation.blindtransfer.

    The call is transferred. Its data is that of the request.
    """

    command: Literal["conversation.blindtransfer"]
    target: str
    result: Literal["success"]
    data: ConversationBlindtransferData
    context: NotRequired[dict[str, Any]]


@final
class ConversationBlindtransferFailure(TypedDict):
    """A failure, conversation.blindtransfer.

    The call could not be transferred.
    """

    command: Literal["conversation.blindtransfer"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationCreatedEvent(TypedDict):
    """An event, conversation.created.

    A conversation is created; the target is its interaction or the conversation, the documentation does not say which.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["conversation.created"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationDisposedEvent(TypedDict):
    """An event, conversation.disposed.

    The conversation is disposed.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["conversation.disposed"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationInitializedEvent(TypedDict):
    """An event, conversation.initialized.

    The conversation is initialized.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["conversation.initialized"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationMemberAddedEvent(TypedDict):
    """An event, conversation.member.added.

    A member is added to the conversation.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["conversation.member.added"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationRequestUnmuteRequest(TypedDict):
    """A request, conversation.request.unmute.

    Unmutes the conversation.
    """

    command: Literal["conversation.request.unmute"]
    target: str
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class ConversationRequestUnmuteData(TypedDict):
    """An object without members."""


@final
class ConversationRequestUnmuteSuccess(TypedDict):
    """A success, conversation.request.unmute.

    The conversation is unmuted. Its data is that of the request.
    """

    command: Literal["conversation.request.unmute"]
    target: str
    result: Literal["success"]
    data: ConversationRequestUnmuteData
    context: NotRequired[dict[str, Any]]


@final
class ConversationRequestUnmuteFailure(TypedDict):
    """A failure, conversation.request.unmute.

    The call could not be unmuted.
    """

    command: Literal["conversation.request.unmute"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationRetrieveRequest(TypedDict):
    """A request, conversation.retrieve.

    Retrieves the call.
    """

    command: Literal["conversation.retrieve"]
    target: str
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class ConversationRetrieveData(TypedDict):
    """An object without members."""


@final
class ConversationRetrieveSuccess(TypedDict):
    """A success, conversation.retrieve.

    The call is retrieved. Its data is that of the request.
    """

    command: Literal["conversation.retrieve"]
    target: str
    result: Literal["success"]
    data: ConversationRetrieveData
    context: NotRequired[dict[str, Any]]


@final
class ConversationRetrieveFailure(TypedDict):
    """A failure, conversation.retrieve.

    The call could not be retrieved.
    """

    command: Literal["conversation.retrieve"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationSenddtmfRequest(TypedDict):
    """A request, conversation.senddtmf.

    Generates DTMF tones to the other parties on the call. The member that carries the digits is not documented.
    """

    command: Literal["conversation.senddtmf"]
    target: str
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationSenddtmfSuccess(TypedDict):
    """A success, conversation.senddtmf.

    The tones are generated. Its data is that of the request.
    """

    command: Literal["conversation.senddtmf"]
    target: str
    result: Literal["success"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationSenddtmfFailure(TypedDict):
    """A failure, conversation.senddtmf.

    DTMF could not be sent.
    """

    command: Literal["conversation.senddtmf"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class ConversationUpdatedEvent(TypedDict):
    """An event, conversation.updated.

    The data of the conversation has changed; mostly its native id.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["conversation.updated"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionAcceptRequest(TypedDict):
    """A request, interaction.accept.

    Accepts the interaction.
    """

    command: Literal["interaction.accept"]
    target: str
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionAcceptSuccess(TypedDict):
    """A success, interaction.accept.

    The interaction is accepted. Its data is not documented.
    """

    command: Literal["interaction.accept"]
    target: str
    result: Literal["success"]
    data: NotRequired[dict[str, Any]]
    context: NotRequired[dict[str, Any]]


@final
class InteractionAcceptFailure(TypedDict):
    """A failure, interaction.accept.

    The interaction could not be accepted.
    """

    command: Literal["interaction.accept"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionConsultconferenceRequest(TypedDict):
    """A request, interaction.consultconference.

    Performs a consult conference.
    """

    command: Literal["interaction.consultconference"]
    target: str
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionConsultconferenceSuccess(TypedDict):
    """A success, interaction.consultconference.

    The consult conference is performed. Its data is not documented.
    """

    command: Literal["interaction.consultconference"]
    target: str
    result: Literal["success"]
    data: NotRequired[dict[str, Any]]
    context: NotRequired[dict[str, Any]]


@final
class InteractionConsultconferenceFailure(TypedDict):
    """A failure, interaction.consultconference.

    The consult conference could not be performed.
    """

    command: Literal["interaction.consultconference"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionConsulttransferRequest(TypedDict):
    """A request, interaction.consulttransfer.

    Performs a consult transfer.
    """

    command: Literal["interaction.consulttransfer"]
    target: str
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class InteractionConsulttransferData(TypedDict):
    """An object without members."""


@final
class InteractionConsulttransferSuccess(TypedDict):
    """A success, interaction.consulttransfer.

    The consult transfer is performed. Its data is that of the request.
    """

    command: Literal["interaction.consulttransfer"]
    target: str
    result: Literal["success"]
    data: InteractionConsulttransferData
    context: NotRequired[dict[str, Any]]


@final
class InteractionConsulttransferFailure(TypedDict):
    """A failure, interaction.consulttransfer.

    The consult transfer could not be performed.
    """

    command: Literal["interaction.consulttransfer"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


class InteractionCreatedDataInteraction(TypedDict):
    """The object `InteractionCreatedDataInteraction`."""

    id: str
    nativeId: str
    type: str
    modelType: str
    callbackNumbers: NotRequired[list[str]]


@final
class InteractionCreatedData(TypedDict):
    """The object `InteractionCreatedData`."""

    interaction: InteractionCreatedDataInteraction


@final
class InteractionCreatedEvent(TypedDict):
    """An event, interaction.created.

    A new interaction is created; the target is its channel.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["interaction.created"]
    data: InteractionCreatedData
    context: NotRequired[dict[str, Any]]


@final
class InteractionDatachangedEvent(TypedDict):
    """An event, interaction.datachanged.

    The data of the interaction has changed.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["interaction.datachanged"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionEndedEvent(TypedDict):
    """An event, interaction.ended.

    The interaction has ended.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["interaction.ended"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionFocuschangedEvent(TypedDict):
    """An event, interaction.focuschanged.

    The focus of the interaction has changed.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["interaction.focuschanged"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionInitializedEvent(TypedDict):
    """An event, interaction.initialized.

    The interaction is initialized.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["interaction.initialized"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionPreviewEvent(TypedDict):
    """An event, interaction.preview.

    A new inbound call or multimedia contact, before it is accepted.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["interaction.preview"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionRequestIncontactSignalData(TypedDict):
    """The object `InteractionRequestIncontactSignalData`."""

    p1: NotRequired[str]
    p2: NotRequired[str]
    p3: NotRequired[str]
    p4: NotRequired[str]
    p5: NotRequired[str]
    p6: NotRequired[str]
    p7: NotRequired[str]
    p8: NotRequired[str]
    p9: NotRequired[str]
    p10: NotRequired[str]
    p11: NotRequired[str]
    p12: NotRequired[str]
    p13: NotRequired[str]
    p14: NotRequired[str]
    p15: NotRequired[str]
    p16: NotRequired[str]
    p17: NotRequired[str]
    p18: NotRequired[str]
    p19: NotRequired[str]
    p20: NotRequired[str]


@final
class InteractionRequestIncontactSignalRequest(TypedDict):
    """A request, interaction.request.incontact.signal.

    Sends a signal with up to twenty parameters: those that have a value.
    """

    command: Literal["interaction.request.incontact.signal"]
    target: str
    data: InteractionRequestIncontactSignalData
    context: NotRequired[dict[str, Any]]


@final
class InteractionRequestIncontactSignalSuccess(TypedDict):
    """A success, interaction.request.incontact.signal.

    The signal is sent.
    """

    command: Literal["interaction.request.incontact.signal"]
    target: str
    result: Literal["success"]
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class InteractionRequestIncontactSignalFailure(TypedDict):
    """A failure, interaction.request.incontact.signal.

    The signal could not be sent.
    """

    command: Literal["interaction.request.incontact.signal"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionRequestRecordingPauseRequest(TypedDict):
    """A request, interaction.request.recording.pause.

    Pauses the recording; a platform that cannot do that fails with an unsupported error.
    """

    command: Literal["interaction.request.recording.pause"]
    target: str
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class InteractionRequestRecordingPauseData(TypedDict):
    """An object without members."""


@final
class InteractionRequestRecordingPauseSuccess(TypedDict):
    """A success, interaction.request.recording.pause.

    The recording is paused. Its data is that of the request.
    """

    command: Literal["interaction.request.recording.pause"]
    target: str
    result: Literal["success"]
    data: InteractionRequestRecordingPauseData
    context: NotRequired[dict[str, Any]]


@final
class InteractionRequestRecordingPauseFailure(TypedDict):
    """A failure, interaction.request.recording.pause.

    The recording could not be paused.
    """

    command: Literal["interaction.request.recording.pause"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class InteractionRequestRecordingStopRequest(TypedDict):
    """A request, interaction.request.recording.stop.

    Stops the recording; it succeeds also if the recording has stopped already.
    """

    command: Literal["interaction.request.recording.stop"]
    target: str
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class InteractionRequestRecordingStopData(TypedDict):
    """An object without members."""


@final
class InteractionRequestRecordingStopSuccess(TypedDict):
    """A success, interaction.request.recording.stop.

    The recording is stopped, or was stopped before. Its data is that of the request.
    """

    command: Literal["interaction.request.recording.stop"]
    target: str
    result: Literal["success"]
    data: InteractionRequestRecordingStopData
    context: NotRequired[dict[str, Any]]


@final
class InteractionRequestRecordingStopFailure(TypedDict):
    """A failure, interaction.request.recording.stop.

    The recording could not be stopped.
    """

    command: Literal["interaction.request.recording.stop"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionAddchannelgroupRequest(TypedDict):
    """A request, session.addchannelgroup.

    Adds a channel group.
    """

    command: Literal["session.addchannelgroup", "session.request.addchannelgroup"]
    target: str
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionAddchannelgroupSuccess(TypedDict):
    """A success, session.addchannelgroup.

    The channel group is added. Its data is not documented.
    """

    command: Literal["session.addchannelgroup", "session.request.addchannelgroup"]
    target: str
    result: Literal["success"]
    data: NotRequired[dict[str, Any]]
    context: NotRequired[dict[str, Any]]


@final
class SessionAddchannelgroupFailure(TypedDict):
    """A failure, session.addchannelgroup.

    The channel group could not be added.
    """

    command: Literal["session.addchannelgroup", "session.request.addchannelgroup"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionAgentlegConnectedEvent(TypedDict):
    """An event, session.agentleg.connected.

    The agent leg is connected.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["session.agentleg.connected"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionAgentlegDisconnectedEvent(TypedDict):
    """An event, session.agentleg.disconnected.

    The agent leg is disconnected.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["session.agentleg.disconnected"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionAgentlegFailedEvent(TypedDict):
    """An event, session.agentleg.failed.

    The agent leg has failed.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["session.agentleg.failed"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionInitializedEvent(TypedDict):
    """An event, session.initialized.

    The session is initialized; always the last event of session initialization.
    """

    messageType: Literal["objectEvent"]
    target: str
    name: Literal["session.initialized"]
    data: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestAddchannelDataChannel(TypedDict):
    """The object `SessionRequestAddchannelDataChannel`."""

    endpoint: str
    type: str


@final
class SessionRequestAddchannelData(TypedDict):
    """The object `SessionRequestAddchannelData`."""

    channel: SessionRequestAddchannelDataChannel


@final
class SessionRequestAddchannelRequest(TypedDict):
    """A request, session.request.addchannel.

    Adds a channel.
    """

    command: Literal["session.request.addchannel", "session.addchannel"]
    target: str
    data: SessionRequestAddchannelData
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestAddchannelSuccess(TypedDict):
    """A success, session.request.addchannel.

    The channel is added. Its data is not documented.
    """

    command: Literal["session.request.addchannel", "session.addchannel"]
    target: str
    result: Literal["success"]
    data: NotRequired[dict[str, Any]]
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestAddchannelFailure(TypedDict):
    """A failure, session.request.addchannel.

    The channel could not be added.
    """

    command: Literal["session.request.addchannel", "session.addchannel"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestIncontactAddressbookData(TypedDict):
    """The object `SessionRequestIncontactAddressbookData`."""

    realtime: bool


@final
class SessionRequestIncontactAddressbookRequest(TypedDict):
    """A request, session.request.incontact.addressbook.

    Requests the address books.
    """

    command: Literal["session.request.incontact.addressbook"]
    target: str
    data: SessionRequestIncontactAddressbookData
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestIncontactAddressbookDestination(TypedDict):
    """A destination of an entry."""

    label: str
    value: str


@final
class SessionRequestIncontactAddressbookExternal(TypedDict):
    """An external entry; its properties are not documented."""

    name: str
    type: Literal["external"]
    destinations: list[SessionRequestIncontactAddressbookDestination]
    properties: dict[str, Any]


@final
class SessionRequestIncontactAddressbookAgentProperties(TypedDict):
    """The object `SessionRequestIncontactAddressbookAgentProperties`."""

    state: str


@final
class SessionRequestIncontactAddressbookAgent(TypedDict):
    """An agent."""

    name: str
    type: Literal["agent"]
    destinations: list[SessionRequestIncontactAddressbookDestination]
    properties: SessionRequestIncontactAddressbookAgentProperties


@final
class SessionRequestIncontactAddressbookSkillProperties(TypedDict):
    """The object `SessionRequestIncontactAddressbookSkillProperties`."""

    mediaType: str
    numAvailable: NotRequired[int]
    numUnavailable: NotRequired[int]
    ewt: NotRequired[str]


@final
class SessionRequestIncontactAddressbookSkill(TypedDict):
    """A skill."""

    name: str
    type: Literal["skill"]
    destinations: list[SessionRequestIncontactAddressbookDestination]
    properties: SessionRequestIncontactAddressbookSkillProperties


@final
class SessionRequestIncontactAddressbookGroup(TypedDict):
    """A group of an address book, which may contain groups."""

    name: str
    groups: list["SessionRequestIncontactAddressbookGroup"]
    entries: list[SessionRequestIncontactAddressbookExternal | SessionRequestIncontactAddressbookAgent | SessionRequestIncontactAddressbookSkill]


@final
class SessionRequestIncontactAddressbookSuccessData(TypedDict):
    """The object `SessionRequestIncontactAddressbookSuccessData`."""

    addressbooks: list[SessionRequestIncontactAddressbookGroup]


@final
class SessionRequestIncontactAddressbookSuccess(TypedDict):
    """A success, session.request.incontact.addressbook.

    The address books.
    """

    command: Literal["session.request.incontact.addressbook"]
    target: str
    result: Literal["success"]
    data: SessionRequestIncontactAddressbookSuccessData
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestIncontactAddressbookFailure(TypedDict):
    """A failure, session.request.incontact.addressbook.

    The address books could not be returned.
    """

    command: Literal["session.request.incontact.addressbook"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestIncontactAgentlegConnectRequest(TypedDict):
    """A request, session.request.incontact.agentleg.connect.

    Connects the agent leg.
    """

    command: Literal["session.request.incontact.agentleg.connect"]
    target: str
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestIncontactAgentlegConnectSuccess(TypedDict):
    """A success, session.request.incontact.agentleg.connect.

    An event says whether the agent leg is connected.
    """

    command: Literal["session.request.incontact.agentleg.connect"]
    target: str
    result: Literal["success"]
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestIncontactAgentlegConnectFailure(TypedDict):
    """A failure, session.request.incontact.agentleg.connect.

    The agent leg could not be connected.
    """

    command: Literal["session.request.incontact.agentleg.connect"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestIncontactAgentlegDisconnectRequest(TypedDict):
    """A request, session.request.incontact.agentleg.disconnect.

    Disconnects the agent leg.
    """

    command: Literal["session.request.incontact.agentleg.disconnect"]
    target: str
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestIncontactAgentlegDisconnectSuccess(TypedDict):
    """A success, session.request.incontact.agentleg.disconnect.

    The agent leg is disconnected.
    """

    command: Literal["session.request.incontact.agentleg.disconnect"]
    target: str
    result: Literal["success"]
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestIncontactAgentlegDisconnectFailure(TypedDict):
    """A failure, session.request.incontact.agentleg.disconnect.

    The agent leg could not be disconnected.
    """

    command: Literal["session.request.incontact.agentleg.disconnect"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestLogoutRequest(TypedDict):
    """A request, session.request.logout.

    Logs out; the session is inert afterwards.
    """

    command: Literal["session.request.logout"]
    target: str
    data: Empty
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestLogoutSuccess(TypedDict):
    """A success, session.request.logout.

    The session is logged out, and inert from now on.
    """

    command: Literal["session.request.logout"]
    target: str
    result: Literal["success"]
    context: NotRequired[dict[str, Any]]


@final
class SessionRequestLogoutFailure(TypedDict):
    """A failure, session.request.logout.

    The session could not be logged out.
    """

    command: Literal["session.request.logout"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class SessionStartData(TypedDict):
    """The object `SessionStartData`."""

    extension: NotRequired[str]


@final
class SessionStartRequest(TypedDict):
    """A request, session.start.

    Starts the session; it is the first request of a session.
    """

    command: Literal["session.start"]
    target: str
    data: SessionStartData
    context: NotRequired[dict[str, Any]]


@final
class SessionStartSuccess(TypedDict):
    """A success, session.start.

    The session is started. The response has no data.
    """

    command: Literal["session.start"]
    target: str
    result: Literal["success"]
    context: NotRequired[dict[str, Any]]


@final
class SessionStartFailure(TypedDict):
    """A failure, session.start.

    The session could not be started.
    """

    command: Literal["session.start"]
    target: str
    result: Literal["failure"]
    failure: FailureReason
    original: dict[str, Any]
    context: NotRequired[dict[str, Any]]


@final
class StateUpdatedEvent(TypedDict):
    """An event, state.updated.

    The state of the object in the target has changed.
    """

    messageType: Literal["objectEvent", "stateEvent"]
    target: str
    name: Literal["state.updated"]
    data: dict[str, Any] | list[Any]
    context: NotRequired[dict[str, Any]]


#: Any request.
Request: TypeAlias = (
    ChannelActivateRequest
    | ChannelDialRequest
    | ChannelRequestExternaldispositionsRequest
    | ChannelRequestIncontactGetscriptsRequest
    | ConversationAnswerRequest
    | ConversationBlindconferenceRequest
    | ConversationBlindtransferRequest
    | ConversationRequestUnmuteRequest
    | ConversationRetrieveRequest
    | ConversationSenddtmfRequest
    | InteractionAcceptRequest
    | InteractionConsultconferenceRequest
    | InteractionConsulttransferRequest
    | InteractionRequestIncontactSignalRequest
    | InteractionRequestRecordingPauseRequest
    | InteractionRequestRecordingStopRequest
    | SessionAddchannelgroupRequest
    | SessionRequestAddchannelRequest
    | SessionRequestIncontactAddressbookRequest
    | SessionRequestIncontactAgentlegConnectRequest
    | SessionRequestIncontactAgentlegDisconnectRequest
    | SessionRequestLogoutRequest
    | SessionStartRequest
)

#: Any success.
Success: TypeAlias = (
    ChannelActivateSuccess
    | ChannelDialSuccess
    | ChannelRequestExternaldispositionsSuccess
    | ChannelRequestIncontactGetscriptsSuccess
    | ConversationAnswerSuccess
    | ConversationBlindconferenceSuccess
    | ConversationBlindtransferSuccess
    | ConversationRequestUnmuteSuccess
    | ConversationRetrieveSuccess
    | ConversationSenddtmfSuccess
    | InteractionAcceptSuccess
    | InteractionConsultconferenceSuccess
    | InteractionConsulttransferSuccess
    | InteractionRequestIncontactSignalSuccess
    | InteractionRequestRecordingPauseSuccess
    | InteractionRequestRecordingStopSuccess
    | SessionAddchannelgroupSuccess
    | SessionRequestAddchannelSuccess
    | SessionRequestIncontactAddressbookSuccess
    | SessionRequestIncontactAgentlegConnectSuccess
    | SessionRequestIncontactAgentlegDisconnectSuccess
    | SessionRequestLogoutSuccess
    | SessionStartSuccess
)

#: Any failure.
Failure: TypeAlias = (
    ChannelActivateFailure
    | ChannelDialFailure
    | ChannelRequestExternaldispositionsFailure
    | ChannelRequestIncontactGetscriptsFailure
    | ConversationAnswerFailure
    | ConversationBlindconferenceFailure
    | ConversationBlindtransferFailure
    | ConversationRequestUnmuteFailure
    | ConversationRetrieveFailure
    | ConversationSenddtmfFailure
    | InteractionAcceptFailure
    | InteractionConsultconferenceFailure
    | InteractionConsulttransferFailure
    | InteractionRequestIncontactSignalFailure
    | InteractionRequestRecordingPauseFailure
    | InteractionRequestRecordingStopFailure
    | SessionAddchannelgroupFailure
    | SessionRequestAddchannelFailure
    | SessionRequestIncontactAddressbookFailure
    | SessionRequestIncontactAgentlegConnectFailure
    | SessionRequestIncontactAgentlegDisconnectFailure
    | SessionRequestLogoutFailure
    | SessionStartFailure
)

#: Any event.
Event: TypeAlias = (
    ChannelDisposedEvent
    | ChannelExternaldispositionsUpdatedEvent
    | ChannelInfochangedEvent
    | ChannelInitializedEvent
    | ChannelgroupCreatedEvent
    | ChannelgroupInitializedEvent
    | ConversationCreatedEvent
    | ConversationDisposedEvent
    | ConversationInitializedEvent
    | ConversationMemberAddedEvent
    | ConversationUpdatedEvent
    | InteractionCreatedEvent
    | InteractionDatachangedEvent
    | InteractionEndedEvent
    | InteractionFocuschangedEvent
    | InteractionInitializedEvent
    | InteractionPreviewEvent
    | SessionAgentlegConnectedEvent
    | SessionAgentlegDisconnectedEvent
    | SessionAgentlegFailedEvent
    | SessionInitializedEvent
    | StateUpdatedEvent
)

#: Any response.
Response: TypeAlias = (
    ChannelActivateSuccess
    | ChannelActivateFailure
    | ChannelDialSuccess
    | ChannelDialFailure
    | ChannelRequestExternaldispositionsSuccess
    | ChannelRequestExternaldispositionsFailure
    | ChannelRequestIncontactGetscriptsSuccess
    | ChannelRequestIncontactGetscriptsFailure
    | ConversationAnswerSuccess
    | ConversationAnswerFailure
    | ConversationBlindconferenceSuccess
    | ConversationBlindconferenceFailure
    | ConversationBlindtransferSuccess
    | ConversationBlindtransferFailure
    | ConversationRequestUnmuteSuccess
    | ConversationRequestUnmuteFailure
    | ConversationRetrieveSuccess
    | ConversationRetrieveFailure
    | ConversationSenddtmfSuccess
    | ConversationSenddtmfFailure
    | InteractionAcceptSuccess
    | InteractionAcceptFailure
    | InteractionConsultconferenceSuccess
    | InteractionConsultconferenceFailure
    | InteractionConsulttransferSuccess
    | InteractionConsulttransferFailure
    | InteractionRequestIncontactSignalSuccess
    | InteractionRequestIncontactSignalFailure
    | InteractionRequestRecordingPauseSuccess
    | InteractionRequestRecordingPauseFailure
    | InteractionRequestRecordingStopSuccess
    | InteractionRequestRecordingStopFailure
    | SessionAddchannelgroupSuccess
    | SessionAddchannelgroupFailure
    | SessionRequestAddchannelSuccess
    | SessionRequestAddchannelFailure
    | SessionRequestIncontactAddressbookSuccess
    | SessionRequestIncontactAddressbookFailure
    | SessionRequestIncontactAgentlegConnectSuccess
    | SessionRequestIncontactAgentlegConnectFailure
    | SessionRequestIncontactAgentlegDisconnectSuccess
    | SessionRequestIncontactAgentlegDisconnectFailure
    | SessionRequestLogoutSuccess
    | SessionRequestLogoutFailure
    | SessionStartSuccess
    | SessionStartFailure
)

#: Any message of the contract.
AnyMessage: TypeAlias = (
    ChannelActivateRequest
    | ChannelActivateSuccess
    | ChannelActivateFailure
    | ChannelDialRequest
    | ChannelDialSuccess
    | ChannelDialFailure
    | ChannelDisposedEvent
    | ChannelExternaldispositionsUpdatedEvent
    | ChannelInfochangedEvent
    | ChannelInitializedEvent
    | ChannelRequestExternaldispositionsRequest
    | ChannelRequestExternaldispositionsSuccess
    | ChannelRequestExternaldispositionsFailure
    | ChannelRequestIncontactGetscriptsRequest
    | ChannelRequestIncontactGetscriptsSuccess
    | ChannelRequestIncontactGetscriptsFailure
    | ChannelgroupCreatedEvent
    | ChannelgroupInitializedEvent
    | ConversationAnswerRequest
    | ConversationAnswerSuccess
    | ConversationAnswerFailure
    | ConversationBlindconferenceRequest
    | ConversationBlindconferenceSuccess
    | ConversationBlindconferenceFailure
    | ConversationBlindtransferRequest
    | ConversationBlindtransferSuccess
    | ConversationBlindtransferFailure
    | ConversationCreatedEvent
    | ConversationDisposedEvent
    | ConversationInitializedEvent
    | ConversationMemberAddedEvent
    | ConversationRequestUnmuteRequest
    | ConversationRequestUnmuteSuccess
    | ConversationRequestUnmuteFailure
    | ConversationRetrieveRequest
    | ConversationRetrieveSuccess
    | ConversationRetrieveFailure
    | ConversationSenddtmfRequest
    | ConversationSenddtmfSuccess
    | ConversationSenddtmfFailure
    | ConversationUpdatedEvent
    | InteractionAcceptRequest
    | InteractionAcceptSuccess
    | InteractionAcceptFailure
    | InteractionConsultconferenceRequest
    | InteractionConsultconferenceSuccess
    | InteractionConsultconferenceFailure
    | InteractionConsulttransferRequest
    | InteractionConsulttransferSuccess
    | InteractionConsulttransferFailure
    | InteractionCreatedEvent
    | InteractionDatachangedEvent
    | InteractionEndedEvent
    | InteractionFocuschangedEvent
    | InteractionInitializedEvent
    | InteractionPreviewEvent
    | InteractionRequestIncontactSignalRequest
    | InteractionRequestIncontactSignalSuccess
    | InteractionRequestIncontactSignalFailure
    | InteractionRequestRecordingPauseRequest
    | InteractionRequestRecordingPauseSuccess
    | InteractionRequestRecordingPauseFailure
    | InteractionRequestRecordingStopRequest
    | InteractionRequestRecordingStopSuccess
    | InteractionRequestRecordingStopFailure
    | SessionAddchannelgroupRequest
    | SessionAddchannelgroupSuccess
    | SessionAddchannelgroupFailure
    | SessionAgentlegConnectedEvent
    | SessionAgentlegDisconnectedEvent
    | SessionAgentlegFailedEvent
    | SessionInitializedEvent
    | SessionRequestAddchannelRequest
    | SessionRequestAddchannelSuccess
    | SessionRequestAddchannelFailure
    | SessionRequestIncontactAddressbookRequest
    | SessionRequestIncontactAddressbookSuccess
    | SessionRequestIncontactAddressbookFailure
    | SessionRequestIncontactAgentlegConnectRequest
    | SessionRequestIncontactAgentlegConnectSuccess
    | SessionRequestIncontactAgentlegConnectFailure
    | SessionRequestIncontactAgentlegDisconnectRequest
    | SessionRequestIncontactAgentlegDisconnectSuccess
    | SessionRequestIncontactAgentlegDisconnectFailure
    | SessionRequestLogoutRequest
    | SessionRequestLogoutSuccess
    | SessionRequestLogoutFailure
    | SessionStartRequest
    | SessionStartSuccess
    | SessionStartFailure
    | StateUpdatedEvent
)
