package org.switchhook;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged while something runs. */
public final class LogLines {

  private LogLines() {}

  /** What is done meanwhile. */
  public interface Work<E extends Exception> {
    void run() throws E;
  }

  /** The messages of one logger, by its full name. */
  public static <E extends Exception> List<String> of(String logger, Work<E> work) throws E {
    Logger source = (Logger) LoggerFactory.getLogger(logger);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    source.addAppender(lines);
    try {
      work.run();
    } finally {
      source.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
