package org.switchhook;

class WaitingCallIT extends WaitingCallStories {

  WaitingCallIT() throws Exception {
    super("22");
  }
}
