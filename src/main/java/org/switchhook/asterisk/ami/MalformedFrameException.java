package org.switchhook.asterisk.ami;

/** A frame of a wanted event does not say what it must; it alone is left out. */
final class MalformedFrameException extends RuntimeException {

  MalformedFrameException(Frame frame, Header header, String what) {
    super(frame.firstLine() + ": header " + header + " " + what, null, false, false);
  }
}
