package org.switchhook.soap;

/** The two versions of SOAP, which differ in namespace and headers. */
public enum SoapVersion {
  V1_1("1.1", "http://schemas.xmlsoap.org/soap/envelope/"),
  V1_2("1.2", "http://www.w3.org/2003/05/soap-envelope");

  private final String number;
  private final String namespace;

  SoapVersion(String number, String namespace) {
    this.number = number;
    this.namespace = namespace;
  }

  /**
   * The version of that number.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static SoapVersion of(String number) {
    for (SoapVersion version : values()) {
      if (version.number.equals(number)) {
        return version;
      }
    }
    throw new IllegalArgumentException("there is no such version of SOAP; write 1.1 or 1.2");
  }

  /** Of its envelope. */
  String namespace() {
    return namespace;
  }

  @Override
  public String toString() {
    return "SOAP " + number;
  }
}
