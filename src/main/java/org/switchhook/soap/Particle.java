package org.switchhook.soap;

import java.util.stream.Stream;

/** What stands in a sequence: an element or a group of them. */
sealed interface Particle permits Field, Group {

  /** The elements, also those of groups within. */
  Stream<Field> fields();

  /** Nothing need be given for it. */
  boolean mayBeMissing();
}
