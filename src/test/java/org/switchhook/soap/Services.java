package org.switchhook.soap;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;
import jakarta.xml.ws.BindingType;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * Services that a real stack offers by these classes, its WSDLs included: they say what they got.
 */
@NullUnmarked
final class Services {

  static final String SOAP_1_2 = "http://java.sun.com/xml/ns/jaxws/2003/05/soap/bindings/HTTP/";

  private Services() {}

  /** Document/literal wrapped, SOAP 1.1. */
  @WebService(targetNamespace = "urn:wrapped", serviceName = "Wrapped", portName = "WrappedPort")
  public static class Wrapped {

    @WebMethod(action = "urn:wrapped#echo")
    @WebResult(name = "heard")
    public String echo(@WebParam(name = "text") String text) {
      return text;
    }

    @WebMethod
    @WebResult(name = "heard")
    public Caller keep(@WebParam(name = "caller") Caller caller) {
      return caller;
    }

    @WebMethod
    @WebResult(name = "sum")
    public long add(@WebParam(name = "number") List<Integer> numbers) {
      return numbers.stream().mapToLong(Integer::longValue).sum();
    }

    @WebMethod
    public void fail(@WebParam(name = "reason") String reason) {
      throw new IllegalStateException(reason);
    }
  }

  /** The same over SOAP 1.2. */
  @WebService(targetNamespace = "urn:wrapped12", serviceName = "Wrapped12", portName = "Port12")
  @BindingType(SOAP_1_2)
  public static class Wrapped12 {

    @WebMethod(action = "urn:wrapped12#echo")
    @WebResult(name = "heard")
    public String echo(@WebParam(name = "text") String text) {
      return text;
    }

    @WebMethod
    public void fail(@WebParam(name = "reason") String reason) {
      throw new IllegalStateException(reason);
    }
  }

  /** Document/literal bare. */
  @WebService(targetNamespace = "urn:bare", serviceName = "Bare", portName = "BarePort")
  @SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
  public static class Bare {

    @WebMethod
    @WebResult(name = "heard", targetNamespace = "urn:bare")
    public String echo(@WebParam(name = "text", targetNamespace = "urn:bare") String text) {
      return text;
    }

    @WebMethod
    @WebResult(name = "kept", targetNamespace = "urn:bare")
    public Caller keep(@WebParam(name = "caller", targetNamespace = "urn:bare") Caller caller) {
      return caller;
    }
  }

  /** Rpc/literal. */
  @WebService(targetNamespace = "urn:rpc", serviceName = "Rpc", portName = "RpcPort")
  @SOAPBinding(style = SOAPBinding.Style.RPC)
  public static class Rpc {

    @WebMethod(action = "urn:rpc#echo")
    @WebResult(name = "heard")
    public String echo(@WebParam(name = "times") int times, @WebParam(name = "text") String text) {
      return text.repeat(times);
    }

    @WebMethod
    @WebResult(name = "heard")
    public Caller keep(@WebParam(name = "caller") Caller caller) {
      return caller;
    }
  }
}
