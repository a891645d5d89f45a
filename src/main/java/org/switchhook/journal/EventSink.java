package org.switchhook.journal;

import java.util.List;
import java.util.Map;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;

/** Where the events go that follow from the journal. Each method throws where it is away. */
public interface EventSink {

  /** The highest position of this journal whose events it holds; -1 where there is none. */
  long committedPosition();

  /** How many events each subject that may go on has told already, by another journal too. */
  Map<Subject, Long> highestSequences();

  /** Holds the events, and that all up to {@code position} are held: both or neither. */
  void commit(long position, List<Event> events);
}
