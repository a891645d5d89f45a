package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.Signal;

/**
 * Who works where a random story is played. Stories that are told at once have their own people: a
 * phone that holds somebody and calls somebody else would consult.
 */
final class Staff {

  static final List<String> QUEUES = List.of("sales", "support");
  private static final Map<String, Duration> WRAP_UPS = Map.of("support", Duration.ofSeconds(4));

  /** How a member of the queues can be reached. */
  private enum Reached {
    BY_PHONE,
    BY_LOCAL,
    BY_LOCAL_THAT_STAYS,
    BY_HINT
  }

  /** So many are rung one after the other, so that nobody is who is there already. */
  private static final int PHONES = 4;

  private static final int AGENTS = 8;

  private final Random random;
  private final long seed;
  private int agents;
  private int extensions;

  Staff(Random random, long seed) {
    this.random = random;
    this.seed = seed;
  }

  static Configured site(Instant at) {
    return new Configured("bridge", at, "[0-9]{2,6}", "[*#].*", WRAP_UPS, Duration.ofHours(1));
  }

  static Duration wrapUp(String queue) {
    return WRAP_UPS.getOrDefault(queue, Duration.ZERO);
  }

  /** The phone of a member of the queues. */
  String agent() {
    return number('1', agents++ % PHONES);
  }

  /** Three of them. */
  List<String> agents() {
    return List.of(agent(), agent(), agent());
  }

  /** A member behind a Local channel, dialled in one of the ways in which they are. */
  String agentBehindLocal() {
    return number('1', PHONES + random.nextInt(3));
  }

  /** The phone of somebody who is no agent. */
  String extension() {
    return number('2', extensions++ % 8);
  }

  /** The phone of somebody who calls and is called by nobody. */
  String caller() {
    return random.nextBoolean() ? number('1', AGENTS - 1) : number('2', 8);
  }

  /** An agent who is rung by AgentRequest(), and the phone on which that one logs in. */
  Member poolAgent() {
    String number = poolPhone();
    String agent = "Agent:" + number;
    return new Member(
        "pool", "Local/" + number + "@agentpool", agent, "Pool " + number, false, null, 0);
  }

  String poolPhone() {
    return number('3', 0);
  }

  /** Anybody's phone. */
  String phone() {
    return random.nextBoolean() ? agent() : extension();
  }

  private String number(char kind, int who) {
    return String.format(Locale.ROOT, "%c%03d%d", kind, seed % 1000, who);
  }

  private static Reached reached(String number) {
    return switch (number.charAt(number.length() - 1)) {
      case '4' -> Reached.BY_LOCAL;
      case '5' -> Reached.BY_LOCAL_THAT_STAYS;
      case '6' -> Reached.BY_HINT;
      default -> Reached.BY_PHONE;
    };
  }

  static boolean isOutside(String number) {
    return number.length() > 6;
  }

  /** Whether the Local channel by which a member is dialled stays while they talk. */
  static boolean stays(String number) {
    return reached(number) != Reached.BY_LOCAL;
  }

  /** As a story names whoever has this number: an agent by what it is known by. */
  static String name(String number) {
    if (isOutside(number) || number.charAt(0) != '1') {
      return number;
    }
    return reached(number) == Reached.BY_HINT ? "hint:" + number + "@ext-local" : "PJSIP/" + number;
  }

  static Member member(String number, String queue) {
    String iface =
        switch (reached(number)) {
          case BY_PHONE -> "PJSIP/" + number;
          case BY_LOCAL -> "Local/" + number + "@members";
          case BY_LOCAL_THAT_STAYS -> "Local/" + number + "@members/n";
          case BY_HINT -> "Local/" + number + "@from-queue/n";
        };
    return new Member(queue, iface, name(number), "Agent " + number, false, null, 0);
  }

  /** All agents come to work. */
  Stream<Signal> logins(Instant at) {
    Stream<Member> members =
        QUEUES.stream()
            .flatMap(q -> IntStream.range(0, AGENTS).mapToObj(i -> member(number('1', i), q)));
    return Stream.concat(members, Stream.of(poolAgent()))
        .map(member -> new MemberSignal.Added(Switchboard.PBX, at, member));
  }
}
