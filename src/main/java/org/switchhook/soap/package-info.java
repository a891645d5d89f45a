/** A SOAP service's WSDL, the requests that its operations take, and its faults. */
@NullMarked
package org.switchhook.soap;

import org.jspecify.annotations.NullMarked;
