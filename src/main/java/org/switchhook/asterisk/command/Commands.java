package org.switchhook.asterisk.command;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.asteriskjava.manager.EventTimeoutException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.QueueStatusAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.event.ListDialplanEvent;
import org.asteriskjava.manager.event.ResponseEvent;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The manager actions that act on a call, all of them by a deadline. No field can hold what would
 * end its line, which asterisk-java does not look at. Each throws an {@link ActionRefusedException}
 * where the PBX says no, and another IOException where it says nothing.
 */
final class Commands {

  /** No member has it: the lists are short then. */
  private static final String NOBODY = "-";

  private static final long LONGEST_ANSWER_MILLIS = 1_000;

  private final CommandLink link;
  private final long endNanos;

  /**
   * @param endNanos a time of {@link System#nanoTime}
   */
  Commands(CommandLink link, long endNanos) {
    this.link = link;
    this.endNanos = endNanos;
  }

  boolean isLate() {
    return millisLeft() <= 0;
  }

  /** All queues, with their callers and without their members. */
  QueueList queues() throws IOException {
    return queues(null, NOBODY);
  }

  /** One queue with its callers. */
  QueueList queue(String name) throws IOException {
    return queues(name, NOBODY);
  }

  /** All queues with all who are in them. */
  QueueList queuesAndMembers() throws IOException {
    return queues(null, null);
  }

  private QueueList queues(@Nullable String name, @Nullable String member) throws IOException {
    QueueStatusAction action = new QueueStatusAction();
    if (name != null) {
      action.setQueue(line(name));
    }
    if (member != null) {
      action.setMember(member);
    }
    return QueueList.of(list(action));
  }

  /** The extensions of a context; none where there is no such context. */
  Set<String> extensions(String context) throws IOException {
    try {
      return list(new ContextAction(line(context))).stream()
          .filter(ListDialplanEvent.class::isInstance)
          .map(event -> String.valueOf(((ListDialplanEvent) event).getExtension()))
          .collect(Collectors.toSet());
    } catch (ActionRefusedException e) {
      if (e.isOfRights()) {
        throw e;
      }
      return Set.of();
    }
  }

  /** A variable of a channel; empty where it is not set. */
  String variable(String channel, String name) throws IOException {
    String value = ask(new GetVarAction(line(channel), line(name))).getAttribute("Value");
    return value == null ? "" : value.strip();
  }

  void setVariable(String channel, String name, String value) throws IOException {
    ask(new SetVarAction(line(channel), line(name), line(value)));
  }

  void changePriority(QueueList.Caller caller, int priority) throws IOException {
    ask(new ImmediatePriority(line(caller.queue()), line(caller.channel()), priority));
  }

  /** Asterisk says yes for an extension that is not there too, and the caller is hung up. */
  void redirect(String channel, String context, String extension) throws IOException {
    ask(new RedirectAction(line(channel), line(context), line(extension), 1));
  }

  private ManagerResponse ask(ManagerAction action) throws IOException {
    CheckedConnection connection = link.connection();
    try {
      ManagerResponse response = connection.sendAction(action, patience());
      if (response instanceof ManagerError) {
        throw new ActionRefusedException(String.valueOf(response.getMessage()));
      }
      return response;
    } catch (TimeoutException | IllegalStateException e) {
      throw silent(connection, action, e);
    }
  }

  private Collection<ResponseEvent> list(EventGeneratingAction action) throws IOException {
    CheckedConnection connection = link.connection();
    try {
      var events = connection.sendEventGeneratingAction(action, patience());
      if (events.getResponse() instanceof ManagerError refused) {
        throw new ActionRefusedException(String.valueOf(refused.getMessage()));
      }
      return events.getEvents();
    } catch (EventTimeoutException | IllegalStateException e) {
      throw silent(connection, action, e);
    }
  }

  /** Where it had all its time the connection is taken for dead. */
  private IOException silent(CheckedConnection connection, ManagerAction action, Exception why) {
    if (!isLate()) {
      link.abandon(connection);
    }
    return new IOException("the PBX has not answered " + action.getAction() + " in time", why);
  }

  private long patience() throws IOException {
    long left = millisLeft();
    if (left <= 0) {
      throw new IOException("the time for it is over");
    }
    return Math.min(left, LONGEST_ANSWER_MILLIS);
  }

  private long millisLeft() {
    return (endNanos - System.nanoTime()) / 1_000_000;
  }

  private static String line(String text) {
    if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException("A field of an AMI action has a CR, LF or NUL");
    }
    return text;
  }
}
