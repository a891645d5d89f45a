package org.switchhook;

class WaitingCall16IT extends WaitingCallStories {

  WaitingCall16IT() throws Exception {
    super("16");
  }
}
