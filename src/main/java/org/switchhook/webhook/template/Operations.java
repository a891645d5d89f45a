package org.switchhook.webhook.template;

import org.jspecify.annotations.Nullable;
import org.switchhook.soap.Operation;
import org.switchhook.soap.SoapVersion;

/** Where the operations of SOAP services are had from. */
@FunctionalInterface
public interface Operations {

  /**
   * One of them.
   *
   * @param wsdl where its WSDL is
   * @param action its name or its soapAction
   * @param version of SOAP; absent: that of the first port that has the operation
   * @throws IllegalArgumentException when it cannot be used: why
   * @throws NotYetException when its WSDL cannot be had now
   */
  Operation find(String wsdl, String action, @Nullable SoapVersion version);
}
