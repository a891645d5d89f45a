package org.switchhook.telephony;

/**
 * What makes a call a consultation: it is about another one.
 *
 * @param callId the id of that call
 * @param transferer the uniqueid of the channel that consults there
 */
record Consultation(String callId, String transferer) {

  /** {@code call} is one about {@code first}, which {@code transferer} holds. */
  static void begin(Call call, Call first, String transferer) {
    call.isConsultation(new Consultation(first.id(), transferer));
    first.consultedIn = call.uniqueid;
  }

  /** Whether {@code call} is one by this channel. */
  static boolean by(String transferer, Call call) {
    Consultation its = call.consultation();
    return its != null && its.transferer.equals(transferer);
  }

  /** Whether {@code call} is one about {@code first}. */
  static boolean about(Call first, Call call) {
    Consultation its = call.consultation();
    return its != null && its.callId.equals(first.id());
  }
}
