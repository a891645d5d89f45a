package org.switchhook.telephony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;

/**
 * The channels that are up, and who hears whom: the members of an Asterisk bridge, and of another
 * one that a Local channel joins with it.
 */
final class Lines {

  private final Map<String, Line> byUniqueid = new LinkedHashMap<>();

  /** By name: it alone tells which two halves are one Local channel. */
  private final Map<String, String> localHalves = new LinkedHashMap<>();

  /** The channels in each Asterisk bridge; most have two. */
  private final Map<String, List<String>> bridges = new LinkedHashMap<>();

  /** The channel; one that came up unseen is taken as it is. */
  Line of(Channel channel, Instant at) {
    Line line = byUniqueid.computeIfAbsent(channel.uniqueid(), u -> new Line(channel, at));
    line.see(channel);
    if (line.isLocal()) {
      localHalves.put(channel.name(), channel.uniqueid());
    }
    return line;
  }

  List<Line> all() {
    return List.copyOf(byUniqueid.values());
  }

  @Nullable Line get(@Nullable String uniqueid) {
    return uniqueid == null ? null : byUniqueid.get(uniqueid);
  }

  /** By its name, which is asked for too seldom to be worth an index. */
  @Nullable Line named(String channel) {
    return byUniqueid.values().stream()
        .filter(line -> line.channel.name().equals(channel))
        .findFirst()
        .orElse(null);
  }

  @Nullable Line remove(String uniqueid) {
    Line line = byUniqueid.remove(uniqueid);
    if (line != null) {
      leave(line);
      localHalves.remove(line.channel.name());
    }
    return line;
  }

  void enter(Line line, String bridge) {
    leave(line);
    line.bridge = bridge;
    bridges.computeIfAbsent(bridge, b -> new ArrayList<>(2)).add(line.uniqueid());
  }

  void leave(Line line) {
    List<String> members = line.bridge == null ? null : bridges.get(line.bridge);
    if (members != null) {
      members.remove(line.uniqueid());
      if (members.isEmpty()) {
        bridges.remove(line.bridge);
      }
    }
    line.bridge = null;
  }

  /** Who is in the same Asterisk bridge; it is one of them. */
  List<Line> bridged(Line line) {
    List<String> members = line.bridge == null ? null : bridges.get(line.bridge);
    if (members == null) {
      return List.of();
    }
    List<Line> bridged = new ArrayList<>(members.size());
    for (String member : members) {
      bridged.add(Objects.requireNonNull(byUniqueid.get(member)));
    }
    return bridged;
  }

  /** The other half of a Local channel: {@code …;2} of {@code …;1}. */
  @Nullable Line otherHalf(Line line) {
    String name = line.channel.name();
    if (!line.isLocal() || name.length() < 2) {
      return null;
    }
    String body = name.substring(0, name.length() - 1);
    return get(localHalves.get(body + (name.endsWith("1") ? '2' : '1')));
  }

  boolean connected(Line one, Line other) {
    if (one.bridge == null || other.bridge == null) {
      return false;
    }
    return one.bridge.equals(other.bridge) || reaches(one, other, new HashSet<>());
  }

  private boolean reaches(Line from, Line to, Set<String> seen) {
    for (Line member : bridged(from)) {
      if (member.equals(to)) {
        return true;
      }
      Line half = otherHalf(member);
      if (half != null && half.bridge != null && seen.add(half.bridge) && reaches(half, to, seen)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Who is behind it: itself, or whoever is bridged with the other half of a Local channel, or was
   * dialled by it and has answered.
   */
  Line behind(Line line) {
    return behind(line, new HashSet<>());
  }

  private Line behind(Line line, Set<Line> seen) {
    Line half = otherHalf(line);
    if (half == null || !seen.add(line)) {
      return line;
    }
    for (Line member : bridged(half)) {
      if (!member.equals(half)) {
        Line person = behind(member, seen);
        if (!person.isLocal()) {
          return person;
        }
      }
    }
    Line dialled = get(half.dialled);
    boolean answered = dialled != null && dialled.channel.state() == Channel.UP;
    return dialled != null && answered ? behind(dialled, seen) : line;
  }

  /**
   * The channel that is rung as one with it: a Local channel passes on what happens to whom its
   * other half rings.
   */
  Line rungAs(Line line) {
    Line rung = line;
    Line dialler = get(line.dialledBy);
    while (rung.offer == null && dialler != null && dialler.isLocal()) {
      Line half = otherHalf(dialler);
      if (half == null) {
        return line;
      }
      rung = half;
      dialler = get(rung.dialledBy);
    }
    return rung;
  }
}
