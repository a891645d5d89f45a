package org.switchhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.Signal;

/**
 * What can go wrong between a PBX and the model, done at random to a stream of signals. The first
 * signal, which is of the site, stays as it is.
 */
public final class Faults {

  private Faults() {}

  /** Some are lost: one of five, down to one of six hundred. */
  public static void drop(List<Signal> signals, Random random) {
    int oneOf = 5 << random.nextInt(8);
    Signal settings = signals.remove(0);
    signals.removeIf(s -> random.nextInt(oneOf) == 0);
    signals.add(0, settings);
  }

  /** Some are told twice. */
  public static void repeat(List<Signal> signals, Random random) {
    int oneOf = 5 << random.nextInt(8);
    List<Signal> told = new ArrayList<>(signals);
    signals.clear();
    for (Signal signal : told) {
      signals.add(signal);
      if (signals.size() > 1 && random.nextInt(oneOf) == 0) {
        signals.add(signal);
      }
    }
  }

  /** Neighbours that share no channel change places, each said when the other was. */
  public static void swap(List<Signal> signals, Random random) {
    int oneOf = 2 << random.nextInt(8);
    for (int i = 1; i + 1 < signals.size(); i++) {
      Signal first = signals.get(i);
      Signal second = signals.get(i + 1);
      boolean apart = Collections.disjoint(Signals.channels(first), Signals.channels(second));
      if (apart && random.nextInt(oneOf) == 0) {
        signals.set(i, Signals.at(second, first.time()));
        signals.set(i + 1, Signals.at(first, second.time()));
      }
    }
  }

  /** All channels hang up, those too whose hangup was lost. */
  public static void hangUpAll(List<Signal> signals) {
    Map<String, HungUp> up = new LinkedHashMap<>();
    Instant end = signals.get(signals.size() - 1).time();
    for (Signal signal : signals) {
      for (String uniqueid : Signals.channels(signal)) {
        Channel channel =
            new Channel("PJSIP/x-1", uniqueid, uniqueid, 6, null, null, null, null, null);
        up.put(
            signal.pbx() + uniqueid, new HungUp(signal.pbx(), end, channel, 16, "Normal Clearing"));
      }
    }
    signals.addAll(up.values());
  }
}
