package org.switchhook.telephony;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.CallerIdChanged;
import org.switchhook.telephony.signal.ChannelSignal.Created;
import org.switchhook.telephony.signal.ChannelSignal.EnteredBridge;
import org.switchhook.telephony.signal.ChannelSignal.HangupRequested;
import org.switchhook.telephony.signal.ChannelSignal.Held;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.ChannelSignal.LeftBridge;
import org.switchhook.telephony.signal.ChannelSignal.PickedUp;
import org.switchhook.telephony.signal.ChannelSignal.StateChanged;
import org.switchhook.telephony.signal.ChannelSignal.Unheld;
import org.switchhook.telephony.signal.ChannelSignal.VariableSet;
import org.switchhook.telephony.signal.DialSignal.Begun;
import org.switchhook.telephony.signal.DialSignal.Ended;
import org.switchhook.telephony.signal.DispositionSignal.Coded;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal.Added;
import org.switchhook.telephony.signal.MemberSignal.PauseChanged;
import org.switchhook.telephony.signal.MemberSignal.Removed;
import org.switchhook.telephony.signal.OfferSignal.Called;
import org.switchhook.telephony.signal.OfferSignal.Connected;
import org.switchhook.telephony.signal.OfferSignal.RangNoAnswer;
import org.switchhook.telephony.signal.QueueSignal.Abandoned;
import org.switchhook.telephony.signal.QueueSignal.Joined;
import org.switchhook.telephony.signal.QueueSignal.Left;
import org.switchhook.telephony.signal.SessionSignal.Login;
import org.switchhook.telephony.signal.SessionSignal.Logoff;
import org.switchhook.telephony.signal.TransferSignal.Attended;
import org.switchhook.telephony.signal.TransferSignal.Blind;

/** All that Asterisk can say of one call's channels, each in a word. */
final class Switchboard extends Threads {

  static final String PBX = "pbx1";
  private static final long EPOCH = 1_795_000_000;

  private final String ids;
  private final String serials;
  private int legs;
  private int bridges;

  /** One of many at once, whose channels have names and uniqueids of their own. */
  Switchboard(Random random, long number, Instant start) {
    super(random, start);
    this.ids = "pbx1-" + (EPOCH + number) + ".";
    this.serials = String.format(Locale.ROOT, "%06x", number);
  }

  String newBridge() {
    return ids + "b" + bridges++;
  }

  /** A channel that there is not yet; of the linkedid of {@code by}, where somebody has it made. */
  Leg leg(String device, String number, @Nullable Leg by, String context, @Nullable String exten) {
    return leg(by, device + "-" + serial(), number, context, exten);
  }

  /** The two halves of a Local channel: the one that is rung, and the one in the dialplan. */
  List<Leg> local(String number, String context, Leg by) {
    String name = "Local/" + number + "@" + context + "-" + serial();
    Leg one = leg(by, name + ";1", number, context, number);
    return List.of(one, leg(by, name + ";2", number, context, number));
  }

  private String serial() {
    return serials + String.format(Locale.ROOT, "%02x", legs);
  }

  private Leg leg(
      @Nullable Leg by, String name, String number, String context, @Nullable String exten) {
    String uniqueid = ids + legs++;
    return new Leg(name, uniqueid, by == null ? uniqueid : by.linkedid(), number, context, exten);
  }

  void created(Leg leg, int state) {
    say(
        at -> {
          leg.state = state;
          return new Created(PBX, at, leg.channel());
        });
  }

  private void state(Leg leg, int state) {
    say(
        at -> {
          leg.state = state;
          return new StateChanged(PBX, at, leg.channel());
        });
  }

  void ringing(Leg leg) {
    state(leg, Channel.RINGING);
  }

  void up(Leg leg) {
    state(leg, Channel.UP);
  }

  void callerId(Leg leg, String number, @Nullable String name) {
    say(
        at -> {
          leg.callerNumber = number;
          leg.callerName = name;
          return new CallerIdChanged(PBX, at, leg.channel());
        });
  }

  void requestHangup(Leg leg, @Nullable Integer cause) {
    say(at -> new HangupRequested(PBX, at, leg.channel(), cause));
  }

  void hangup(Leg leg, int cause) {
    say(at -> new HungUp(PBX, at, leg.channel(), cause, cause == 0 ? "Unknown" : "Cause " + cause));
  }

  void enter(Leg leg, String bridge) {
    say(
        at -> {
          leg.bridge = bridge;
          return new EnteredBridge(PBX, at, leg.channel(), bridge);
        });
  }

  void exit(Leg leg) {
    say(
        at -> {
          String left = leg.bridge == null ? "holding" : leg.bridge;
          leg.bridge = null;
          return new LeftBridge(PBX, at, leg.channel(), left);
        });
  }

  void hold(Leg leg) {
    say(at -> new Held(PBX, at, leg.channel()));
  }

  void unhold(Leg leg) {
    say(at -> new Unheld(PBX, at, leg.channel()));
  }

  void sets(Leg leg, String variable, String value) {
    say(at -> new VariableSet(PBX, at, leg.channel(), variable, value));
  }

  void pickup(Leg by, Leg target) {
    say(at -> new PickedUp(PBX, at, by.channel(), target.channel()));
  }

  void dialBegin(@Nullable Leg from, Leg to) {
    say(at -> new Begun(PBX, at, from == null ? null : from.channel(), to.channel(), to.number));
  }

  void dialEnd(@Nullable Leg from, Leg to, String status) {
    say(at -> new Ended(PBX, at, from == null ? null : from.channel(), to.channel(), status));
  }

  void join(Leg leg, String queue) {
    say(at -> new Joined(PBX, at, leg.channel(), queue, 1, 1));
  }

  void leave(Leg leg, String queue) {
    say(at -> new Left(PBX, at, leg.channel(), queue));
  }

  void abandon(Leg leg, String queue) {
    say(at -> new Abandoned(PBX, at, leg.channel(), queue, 1));
  }

  void agentCalled(Leg caller, Leg called, Member member) {
    say(
        at ->
            new Called(
                PBX,
                at,
                caller.channel(),
                called.channel(),
                member.queue(),
                member.iface(),
                member.name()));
  }

  void agentConnect(Leg caller, Leg called, Member member) {
    say(
        at ->
            new Connected(
                PBX,
                at,
                caller.channel(),
                called.channel(),
                member.queue(),
                member.iface(),
                member.name()));
  }

  void ringNoAnswer(Leg caller, Leg called, Member member) {
    say(
        at ->
            new RangNoAnswer(
                PBX,
                at,
                caller.channel(),
                called.channel(),
                member.queue(),
                member.iface(),
                member.name()));
  }

  void blind(Leg by, Leg whom, String extension) {
    say(at -> new Blind(PBX, at, by.channel(), whom.channel(), extension));
  }

  void attended(Leg by, Leg second) {
    say(at -> new Attended(PBX, at, by.channel(), second.channel()));
  }

  void codes(Leg leg, String value) {
    say(at -> new Coded(PBX, at, null, leg.uniqueid, leg.name, null, List.of(value)));
  }

  void login(Leg leg, String agent) {
    say(at -> new Login(PBX, at, leg.channel(), agent));
  }

  void logoff(Leg leg, String agent) {
    say(at -> new Logoff(PBX, at, leg.channel(), agent));
  }

  void added(Member member) {
    say(at -> new Added(PBX, at, member));
  }

  void removed(Member member) {
    say(at -> new Removed(PBX, at, member));
  }

  void pauses(Member member) {
    say(at -> new PauseChanged(PBX, at, member));
  }
}
