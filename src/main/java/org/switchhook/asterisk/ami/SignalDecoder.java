package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal;
import org.switchhook.telephony.signal.DialSignal;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.OfferSignal;
import org.switchhook.telephony.signal.QueueSignal;
import org.switchhook.telephony.signal.SessionSignal;
import org.switchhook.telephony.signal.Signal;
import org.switchhook.telephony.signal.TransferSignal;

/** What a frame tells the model; the same frames always give the same signals. */
final class SignalDecoder {

  private static final Logger log = LoggerFactory.getLogger(SignalDecoder.class);

  private static final ChannelHeaders CHANNEL = new ChannelHeaders("");
  private static final ChannelHeaders TRANSFERER = new ChannelHeaders("Transferer");
  private static final ChannelHeaders ORIGINAL_TRANSFERER = new ChannelHeaders("OrigTransferer");
  private static final ChannelHeaders SECOND_TRANSFERER = new ChannelHeaders("SecondTransferer");
  private static final ChannelHeaders TRANSFEREE = new ChannelHeaders("Transferee");
  private static final ChannelHeaders SPYER = new ChannelHeaders("Spyer");
  private static final ChannelHeaders TARGET = new ChannelHeaders("Target");
  private static final ChannelHeaders DESTINATION = new ChannelHeaders("Dest");
  private static final MemberHeaders MEMBER = new MemberHeaders("MemberName", "Interface");
  private static final MemberHeaders LISTED_MEMBER = new MemberHeaders("Name", "Location");
  private static final Header AGENT = Header.of("Agent");
  private static final Header BRIDGE = Header.of("BridgeUniqueid");
  private static final Header BRIDGE_TECHNOLOGY = Header.of("BridgeTechnology");
  private static final byte[] HOLDING = "holding_bridge".getBytes(US_ASCII);
  private static final Header CAUSE = Header.of("Cause");
  private static final Header CAUSE_TEXT = Header.of("Cause-txt");
  private static final Header COUNT = Header.of("Count");
  private static final Header DIAL_STATUS = Header.of("DialStatus");
  private static final Header DIAL_STRING = Header.of("DialString");
  private static final Header EXTENSION = Header.of("Extension");
  private static final Header RESULT = Header.of("Result");
  private static final byte[] SUCCESS = "Success".getBytes(US_ASCII);
  private static final Header INTERFACE = Header.of("Interface");
  private static final Header MEMBER_NAME = Header.of("MemberName");
  private static final Header POSITION = Header.of("Position");
  private static final Header QUEUE = Header.of("Queue");
  private static final Header VALUE = Header.of("Value");
  private static final Header VARIABLE_NAME = Header.of("Variable");

  private final String pbx;
  private final FrameCounts counts;
  private final DispositionHeaders disposition;

  SignalDecoder(String pbx, FrameCounts counts) {
    this.pbx = pbx;
    this.counts = counts;
    this.disposition = new DispositionHeaders(pbx);
  }

  /**
   * The signal, if the frame is one.
   *
   * @param arrival the time of a frame that carries none
   */
  @Nullable Signal decode(Frame frame, Instant arrival) {
    AmiEvent event = frame.event();
    if (event == null || !matters(event, frame)) {
      return null;
    }
    try {
      Instant time = Timestamp.of(frame);
      return decode(event, frame, time == null ? arrival : time);
    } catch (MalformedFrameException e) {
      counts.malform();
      log.warn("{}: a frame is left out: {}", pbx, e.getMessage());
      return null;
    }
  }

  private static boolean matters(AmiEvent event, Frame frame) {
    if (event == AmiEvent.BRIDGE_ENTER) {
      return !frame.is(BRIDGE_TECHNOLOGY, HOLDING);
    }
    if (event == AmiEvent.USER_EVENT) {
      return DispositionHeaders.in(frame);
    }
    if (event != AmiEvent.VAR_SET) {
      return true;
    }
    String variable = frame.text(VARIABLE_NAME);
    // A global variable is of no channel.
    return variable != null && UsedVariable.is(variable) && CHANNEL.in(frame);
  }

  private @Nullable Signal decode(AmiEvent event, Frame frame, Instant time) {
    return switch (event) {
      case FULLY_BOOTED, RELOAD, SHUTDOWN -> null;
      case BRIDGE_LIST_ITEM,
          BRIDGE_LIST_COMPLETE,
          CORE_SHOW_CHANNEL,
          CORE_SHOW_CHANNELS_COMPLETE,
          QUEUE_ENTRY,
          QUEUE_STATUS_COMPLETE ->
          null;
      case DIAL_BEGIN, DIAL_END -> dial(event, frame, time);
      case BLIND_TRANSFER -> blindTransfer(frame, time);
      case CHAN_SPY_START -> new ChannelSignal.Spies(pbx, time, SPYER.read(frame));
      case USER_EVENT -> disposition.read(frame, time);
      case ATTENDED_TRANSFER -> attendedTransfer(frame, time);
      case AGENT_LOGIN ->
          new SessionSignal.Login(pbx, time, CHANNEL.read(frame), frame.required(AGENT));
      case AGENT_LOGOFF ->
          new SessionSignal.Logoff(pbx, time, CHANNEL.read(frame), frame.required(AGENT));
      case QUEUE_CALLER_JOIN, QUEUE_CALLER_LEAVE, QUEUE_CALLER_ABANDON -> queue(event, frame, time);
      case AGENT_CALLED, AGENT_CONNECT, AGENT_RING_NO_ANSWER -> offer(event, frame, time);
      case QUEUE_MEMBER_ADDED, QUEUE_MEMBER_REMOVED, QUEUE_MEMBER_PAUSE, QUEUE_MEMBER ->
          member(event, frame, time);
      default -> channel(event, frame, time);
    };
  }

  private ChannelSignal channel(AmiEvent event, Frame frame, Instant time) {
    Channel channel = CHANNEL.read(frame);
    return switch (event) {
      case NEW_CHANNEL -> new ChannelSignal.Created(pbx, time, channel);
      case NEW_STATE -> new ChannelSignal.StateChanged(pbx, time, channel);
      case NEW_CALLER_ID -> new ChannelSignal.CallerIdChanged(pbx, time, channel);
      case HANGUP_REQUEST ->
          new ChannelSignal.HangupRequested(pbx, time, channel, frame.number(CAUSE));
      case HANGUP -> hungUp(frame, time, channel);
      case HOLD -> new ChannelSignal.Held(pbx, time, channel);
      case UNHOLD -> new ChannelSignal.Unheld(pbx, time, channel);
      case BRIDGE_ENTER ->
          new ChannelSignal.EnteredBridge(pbx, time, channel, frame.required(BRIDGE));
      case PICKUP -> new ChannelSignal.PickedUp(pbx, time, channel, TARGET.read(frame));
      case BRIDGE_LEAVE -> new ChannelSignal.LeftBridge(pbx, time, channel, frame.required(BRIDGE));
      case VAR_SET -> variableSet(frame, time, channel);
      default -> throw new IllegalArgumentException(event + " does not speak of one channel");
    };
  }

  private ChannelSignal hungUp(Frame frame, Instant time, Channel channel) {
    int cause = frame.requiredNumber(CAUSE);
    return new ChannelSignal.HungUp(pbx, time, channel, cause, frame.text(CAUSE_TEXT));
  }

  private ChannelSignal variableSet(Frame frame, Instant time, Channel channel) {
    String variable = UsedVariable.plain(frame.required(VARIABLE_NAME));
    String value = frame.escaped(VALUE);
    return new ChannelSignal.VariableSet(pbx, time, channel, variable, value == null ? "" : value);
  }

  private DialSignal dial(AmiEvent event, Frame frame, Instant time) {
    Channel from = CHANNEL.in(frame) ? CHANNEL.read(frame) : null;
    Channel to = DESTINATION.read(frame);
    return event == AmiEvent.DIAL_BEGIN
        ? new DialSignal.Begun(pbx, time, from, to, frame.text(DIAL_STRING))
        : new DialSignal.Ended(pbx, time, from, to, frame.required(DIAL_STATUS));
  }

  /** Of several transferees, who go as one, Asterisk names none: then nobody is known to go. */
  private @Nullable TransferSignal blindTransfer(Frame frame, Instant time) {
    if (!frame.is(RESULT, SUCCESS) || !TRANSFEREE.in(frame)) {
      return null;
    }
    Channel transferer = TRANSFERER.read(frame);
    Channel transferee = TRANSFEREE.read(frame);
    String extension = frame.required(EXTENSION);
    return new TransferSignal.Blind(pbx, time, transferer, transferee, extension);
  }

  private @Nullable TransferSignal attendedTransfer(Frame frame, Instant time) {
    return frame.is(RESULT, SUCCESS)
        ? new TransferSignal.Attended(
            pbx, time, ORIGINAL_TRANSFERER.read(frame), SECOND_TRANSFERER.read(frame))
        : null;
  }

  private QueueSignal queue(AmiEvent event, Frame frame, Instant time) {
    Channel channel = CHANNEL.read(frame);
    String queue = frame.required(QUEUE);
    if (event == AmiEvent.QUEUE_CALLER_LEAVE) {
      return new QueueSignal.Left(pbx, time, channel, queue);
    }
    int position = frame.requiredNumber(POSITION);
    return event == AmiEvent.QUEUE_CALLER_JOIN
        ? new QueueSignal.Joined(pbx, time, channel, queue, position, frame.requiredNumber(COUNT))
        : new QueueSignal.Abandoned(pbx, time, channel, queue, position);
  }

  private OfferSignal offer(AmiEvent event, Frame frame, Instant time) {
    Channel caller = CHANNEL.read(frame);
    Channel called = DESTINATION.read(frame);
    String queue = frame.required(QUEUE);
    String iface = frame.required(INTERFACE);
    String name = frame.required(MEMBER_NAME);
    return switch (event) {
      case AGENT_CALLED -> new OfferSignal.Called(pbx, time, caller, called, queue, iface, name);
      case AGENT_CONNECT ->
          new OfferSignal.Connected(pbx, time, caller, called, queue, iface, name);
      default -> new OfferSignal.RangNoAnswer(pbx, time, caller, called, queue, iface, name);
    };
  }

  private MemberSignal member(AmiEvent event, Frame frame, Instant time) {
    Member member = (event == AmiEvent.QUEUE_MEMBER ? LISTED_MEMBER : MEMBER).read(frame);
    return switch (event) {
      case QUEUE_MEMBER_ADDED -> new MemberSignal.Added(pbx, time, member);
      case QUEUE_MEMBER_REMOVED -> new MemberSignal.Removed(pbx, time, member);
      case QUEUE_MEMBER_PAUSE -> new MemberSignal.PauseChanged(pbx, time, member);
      default -> new MemberSignal.Listed(pbx, time, member);
    };
  }
}
