package org.switchhook.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of {@code [delivery]} that say by which proxy requests leave. */
final class ProxySection {

  private static final String PROXY = "proxy";
  private static final String USERNAME = "proxy_username";
  private static final String PASSWORD = "proxy_password";

  private static final List<String> PASSWORDS =
      List.of(PASSWORD, PASSWORD + "_file", PASSWORD + "_env");

  private final Section section;
  private final SecretSource secrets;

  ProxySection(Section section, SecretSource secrets) {
    this.section = section;
    this.secrets = secrets;
  }

  /** Absent where there is none. */
  @Nullable ProxySettings read() {
    ProxyAddress address = section.find(PROXY, ProxyAddress::of);
    if (section.entry(PROXY) == null) {
      hasNoEffect(USERNAME, PROXY + " = http://HOST:PORT");
      hasNoEffect("no_proxy", PROXY + " = http://HOST:PORT");
    }
    boolean asked = section.entry(USERNAME) != null;
    if (!asked) {
      PASSWORDS.forEach(key -> hasNoEffect(key, USERNAME + " = …"));
    }
    String username = section.get(USERNAME, "", Values::text);
    Secret password = asked ? secrets.read(section, PASSWORD) : new Secret("");
    List<String> direct = section.get("no_proxy", ProxySettings.STANDARD_DIRECT, Values::hosts);
    return address == null ? null : new ProxySettings(address, username, password, direct);
  }

  private void hasNoEffect(String key, String without) {
    Section.Entry entry = section.entry(key);
    if (entry != null) {
      section.problem(entry.line(), key + " has no effect here: write " + without + " too");
    }
  }
}
