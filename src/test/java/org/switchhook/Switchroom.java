package org.switchhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal;
import org.switchhook.telephony.signal.DialSignal;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal;
import org.switchhook.telephony.signal.OfferSignal;
import org.switchhook.telephony.signal.QueueSignal;
import org.switchhook.telephony.signal.ResyncSignal.AllShown;
import org.switchhook.telephony.signal.ResyncSignal.CallerShown;
import org.switchhook.telephony.signal.ResyncSignal.ChannelShown;
import org.switchhook.telephony.signal.ResyncSignal.QueuesShown;
import org.switchhook.telephony.signal.SessionSignal;
import org.switchhook.telephony.signal.Signal;

/** What an Asterisk that said these signals would show if it were asked for its lists. */
final class Switchroom {

  private static final Pattern POOL = Pattern.compile("Local/(\\d+)@agentpool.*");

  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, String> bridges = new LinkedHashMap<>();
  private final Map<String, String> applications = new LinkedHashMap<>();
  private final Map<String, String> data = new LinkedHashMap<>();
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, QueueSignal.Joined> callers = new LinkedHashMap<>();

  /**
   * @param signals all that it will ever say: who rings for a queue and never joined it, was there
   */
  Switchroom(List<Signal> signals) {
    Set<String> added = new HashSet<>();
    for (Signal signal : signals) {
      if (signal instanceof MemberSignal member) {
        added.add(key(member.member()));
      } else if (signal instanceof OfferSignal offer) {
        Member member = member(offer);
        if (!added.contains(key(member))) {
          members.put(key(member), member);
        }
      }
    }
  }

  private static Member member(OfferSignal offer) {
    Matcher pool = POOL.matcher(offer.iface());
    String state = pool.matches() ? "Agent:" + pool.group(1) : offer.iface();
    return new Member(offer.queue(), offer.iface(), state, offer.memberName(), false, null, 0);
  }

  private static String key(Member member) {
    return member.queue() + "|" + member.iface();
  }

  void says(Signal signal) {
    if (signal instanceof ChannelSignal of) {
      channel(of);
    } else if (signal instanceof DialSignal dial) {
      sees(dial.to());
      applications.putIfAbsent(dial.to().uniqueid(), dial.from() == null ? "Wait" : "AppDial");
    } else if (signal instanceof OfferSignal offer) {
      sees(offer.caller());
      sees(offer.called());
      applications.put(offer.called().uniqueid(), "AppQueue");
    } else if (signal instanceof QueueSignal queue) {
      queue(queue);
    } else if (signal instanceof SessionSignal.Login login) {
      applications.put(login.channel().uniqueid(), "AgentLogin");
      data.put(login.channel().uniqueid(), login.agent());
    } else if (signal instanceof MemberSignal member) {
      member(member);
    }
  }

  private void channel(ChannelSignal signal) {
    String uniqueid = signal.channel().uniqueid();
    if (signal instanceof ChannelSignal.Created) {
      channels.put(uniqueid, signal.channel());
    }
    sees(signal.channel());
    if (signal instanceof ChannelSignal.HungUp) {
      List.of(channels, bridges, applications, data, callers).forEach(m -> m.remove(uniqueid));
    } else if (signal instanceof ChannelSignal.EnteredBridge entered) {
      bridges.put(uniqueid, entered.bridgeId());
    } else if (signal instanceof ChannelSignal.LeftBridge) {
      bridges.remove(uniqueid);
    } else if (signal instanceof ChannelSignal.PickedUp picked) {
      String its = applications.get(picked.target().uniqueid());
      applications.put(uniqueid, its == null ? "AppDial" : its);
    } else if (signal instanceof ChannelSignal.Spies) {
      applications.put(uniqueid, "ChanSpy");
    }
  }

  private void sees(Channel channel) {
    channels.computeIfPresent(channel.uniqueid(), (u, c) -> channel);
  }

  private void queue(QueueSignal signal) {
    sees(signal.channel());
    if (signal instanceof QueueSignal.Joined joined) {
      callers.put(joined.channel().uniqueid(), joined);
    } else if (signal instanceof QueueSignal.Left left) {
      callers.remove(left.channel().uniqueid());
    }
  }

  private void member(MemberSignal signal) {
    String key = key(signal.member());
    if (signal instanceof MemberSignal.Removed) {
      members.remove(key);
    } else {
      members.put(key, signal.member());
    }
  }

  /** All its lists. */
  List<Signal> lists(Instant now) {
    List<Signal> lists = new ArrayList<>();
    channels.forEach(
        (id, channel) ->
            lists.add(
                new ChannelShown(
                    "pbx1", now, channel, bridges.get(id), applications.get(id), data.get(id))));
    members.values().forEach(m -> lists.add(new MemberSignal.Listed("pbx1", now, m)));
    callers.forEach(
        (id, joined) -> {
          int waited = (int) (now.getEpochSecond() - joined.time().getEpochSecond());
          lists.add(new CallerShown("pbx1", now, id, joined.queue(), joined.position(), waited));
        });
    lists.add(new QueuesShown("pbx1", now));
    lists.add(new AllShown("pbx1", now, true));
    return lists;
  }
}
