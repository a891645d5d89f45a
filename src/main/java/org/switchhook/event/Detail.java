package org.switchhook.event;

import java.util.function.UnaryOperator;

/** The fields that a type has beyond the envelope. */
public sealed interface Detail
    permits CallDetail, AgentDetail, BridgeDetail, CustomDetail, AskDetail {

  /** The same with each agent in it shown as {@code names} has it. */
  default Detail named(UnaryOperator<AgentRef> names) {
    return this;
  }
}
