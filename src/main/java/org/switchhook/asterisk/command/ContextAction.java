package org.switchhook.asterisk.command;

import org.asteriskjava.manager.action.ShowDialplanAction;

/** What a context of the dialplan has. asterisk-java asks for all contexts alone. */
public final class ContextAction extends ShowDialplanAction {

  private static final long serialVersionUID = 1L;

  private final String context;

  ContextAction(String context) {
    this.context = context;
  }

  public String getContext() {
    return context;
  }
}
