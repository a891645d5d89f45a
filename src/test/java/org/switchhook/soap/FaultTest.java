package org.switchhook.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which answers are faults; those of real services: {@link SoapServicesIT}. */
class FaultTest {

  private static final String FAULT_1_1 =
      """
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
        <faultcode>s:Client.Authentication</faultcode>
        <faultstring xml:lang="en">no such
          customer&#x2028;</faultstring><detail><x xmlns="urn:x">1</x></detail>
      </s:Fault></s:Body></s:Envelope>
      """;

  private static final String FAULT_1_2 =
      """
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/><s:Body><s:Fault>
        <s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:m="urn:m">m:Late</s:Value>
        </s:Subcode></s:Code>
        <s:Reason><s:Text xml:lang="en">too late</s:Text><s:Text xml:lang="de">zu spät</s:Text></s:Reason>
      </s:Fault></s:Body></s:Envelope>
      """;

  @Test
  void bothVersions() {
    assertThat(Fault.in(FAULT_1_1))
        .isEqualTo(Optional.of(new Fault("Client.Authentication", "no such customer")));
    assertThat(Fault.in(FAULT_1_2))
        .isEqualTo(Optional.of(new Fault("Sender/Late", "too late")))
        .get()
        .hasToString("SOAP Fault Sender/Late: too late");
  }

  @Test
  void aCutOneIsOneToo() {
    String cut = FAULT_1_1.substring(0, FAULT_1_1.indexOf("<detail>") + 5);

    assertThat(Fault.in(cut)).get().extracting(Fault::reason).isEqualTo("no such customer");
  }

  @Test
  void answersAreNone() {
    assertThat(Fault.in("")).isEmpty();
    assertThat(Fault.in("<e:Envelope xmlns:e='urn:e'><e:Body/></e:Envelope>")).isEmpty();
    assertThat(
            Fault.in("<e:Envelope xmlns:e='urn:e'><e:Body><a><Fault/></a></e:Body></e:Envelope>"))
        .isEmpty();
    assertThat(Fault.in("<e:Envelope xmlns:e='urn:e'><e:Body><e:Fault/></e:Body></e:Envelope>"))
        .isEqualTo(Optional.of(new Fault("", "")));
  }

  @Test
  void whatIsNoSoapSaysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.in("<html><body>Log in</body></html>"))
        .withMessage("the answer is XML, but no SOAP envelope");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.in("{\"ok\": true}"))
        .withMessageStartingWith("no XML: ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Fault.in("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + FAULT_1_1))
        .withMessage("it has a DOCTYPE, which is refused");
  }
}
