package org.switchhook.pbx;

/** The manager users of the tests' PBX. */
public enum ManagerUser {
  /** The bridge's, with the rights and filters that the project ships. */
  SWITCHHOOK("switchhook", "switchhook-secret"),
  /** The tests' own, who may do everything and sees everything. */
  DRIVER("driver", "driver-secret");

  private final String username;
  private final String secret;

  ManagerUser(String username, String secret) {
    this.username = username;
    this.secret = secret;
  }

  public String username() {
    return username;
  }

  public String secret() {
    return secret;
  }
}
