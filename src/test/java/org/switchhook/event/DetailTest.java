package org.switchhook.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the fields of every type. */
class DetailTest {

  private static final AgentRef ANA = new AgentRef("ana", "1001", "Ana", "PJSIP/1001");
  private static final AgentRef BEA = new AgentRef("bea", "1002", "Bea", "PJSIP/1002");

  static Stream<Class<?>> types() {
    return records(Detail.class);
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(DetailTest::records)
        : Stream.of(type);
  }

  /** An agent who kept an old name somewhere would be two people to a receiver. */
  @ParameterizedTest
  @MethodSource("types")
  void everyAgentInItGetsTheName(Class<?> type) {
    Detail detail = (Detail) sample(type, ANA);
    assertThat(detail.named(agent -> agent.equals(ANA) ? BEA : agent)).isEqualTo(sample(type, BEA));
  }

  private static Object sample(Type type, AgentRef agent) {
    if (type instanceof ParameterizedType map && map.getRawType() == SortedMap.class) {
      return new TreeMap<>(Map.of("name", "text"));
    }
    if (type instanceof ParameterizedType list) {
      assertThat(list.getRawType()).isEqualTo(List.class);
      return List.of(sample(list.getActualTypeArguments()[0], agent));
    }
    Class<?> given = (Class<?>) type;
    if (given == AgentRef.class) {
      return agent;
    }
    if (given.isRecord()) {
      return record(given, agent);
    }
    return given.isEnum() ? given.getEnumConstants()[0] : plain(given);
  }

  private static Object plain(Class<?> type) {
    if (type == String.class) {
      return "text";
    }
    if (type == Instant.class) {
      return Instant.EPOCH;
    }
    if (type == boolean.class) {
      return true;
    }
    assertThat(type)
        .as("add a sample of it")
        .isIn(int.class, Integer.class, long.class, Long.class);
    return type == int.class || type == Integer.class ? (Object) 1 : (Object) 1L;
  }

  private static Object record(Class<?> type, AgentRef agent) {
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Stream.of(parts).map(p -> sample(p.getGenericType(), agent)).toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a detail is a record with its canonical constructor", e);
    }
  }
}
