package org.switchhook.delivery;

import java.util.Optional;
import org.switchhook.exchange.Answer;
import org.switchhook.soap.Fault;

/** An answer of a SOAP service, which says with any status that it could not do what was asked. */
final class SoapAnswer {

  /** Not what the service sent: what its answer means for the delivery. */
  private static final int BAD_REQUEST = 400;

  private static final int OK = 200;
  private static final int NOT_OK = 300;

  private SoapAnswer() {}

  /** The same answer, with the fault as its error; a success that is a fault is none. */
  static Answer judged(Answer answer) {
    Integer status = answer.status();
    if (status == null) {
      return answer;
    }
    boolean success = status >= OK && status < NOT_OK;
    try {
      Optional<Fault> fault = Fault.in(answer.head());
      return fault.map(one -> faulty(answer, one)).orElse(answer);
    } catch (IllegalArgumentException e) {
      return success
          ? answer.failed(BAD_REQUEST, "status %d: %s".formatted(status, e.getMessage()))
          : answer;
    }
  }

  /** It works, and does not want this one. */
  private static Answer faulty(Answer answer, Fault fault) {
    return answer.failed(BAD_REQUEST, "status %d: %s".formatted(answer.status(), fault));
  }
}
