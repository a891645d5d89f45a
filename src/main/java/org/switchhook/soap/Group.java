package org.switchhook.soap;

import java.util.List;
import java.util.stream.Stream;

/**
 * Elements that stand together.
 *
 * @param choice one of them alone; else all, in their order
 * @param optional it may be missing as a whole
 */
record Group(List<Particle> particles, boolean choice, boolean optional) implements Particle {

  static final Group EMPTY = new Group(List.of(), false, false);

  static Group sequence(List<? extends Particle> particles) {
    return new Group(List.copyOf(particles), false, false);
  }

  /** The same one, in a group that may be missing. */
  Group optional(boolean missing) {
    return new Group(particles, choice, optional || missing);
  }

  @Override
  public Stream<Field> fields() {
    return particles.stream().flatMap(Particle::fields);
  }

  @Override
  public boolean mayBeMissing() {
    return optional
        || particles.isEmpty()
        || (choice
            ? particles.stream().anyMatch(Particle::mayBeMissing)
            : particles.stream().allMatch(Particle::mayBeMissing));
  }
}
