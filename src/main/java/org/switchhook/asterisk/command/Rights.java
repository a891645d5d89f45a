package org.switchhook.asterisk.command;

import static java.util.stream.Collectors.toCollection;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.ami.ManagerUser;

/**
 * What the manager user may do, as far as Asterisk tells it.
 *
 * @param missingWrite the rights to write that it lacks, as manager.conf spells them
 * @param excessWrite those that it has and that the bridge does not need
 * @param missingRead the rights to read that manager.conf does not give it; absent where Asterisk
 *     does not tell
 * @param listsChannels whether it may ask which channels are up
 */
public record Rights(
    Set<String> missingWrite,
    Set<String> excessWrite,
    @Nullable Set<String> missingRead,
    boolean listsChannels) {

  /** The action by which each of the rights to write is known, and for which it is needed. */
  private static final Map<String, String> NEEDED_FOR =
      Map.of("reporting", "coresettings", "user", "userevent", "call", "redirect");

  // At the end of the line that ListCommands has for an action: (Priv: system,reporting,all)
  private static final Pattern PRIVILEGE = Pattern.compile("\\(Priv: (?<rights>[^)]*)\\)\\s*$");

  /**
   * From what two answers say.
   *
   * @param commands what ListCommands says: by the name of each action that the user may send, in
   *     small letters, its description
   * @param read the value of {@code read} in manager.conf, empty where it is not known
   */
  static Rights of(Map<String, Object> commands, String read) {
    Set<String> missing = new LinkedHashSet<>(ManagerUser.writeRights());
    missing.removeIf(right -> commands.containsKey(NEEDED_FOR.get(right)));
    Set<String> excess =
        commands.values().stream()
            .flatMap(description -> single(String.valueOf(description)))
            .filter(right -> !ManagerUser.writeRights().contains(right))
            .collect(toCollection(TreeSet::new));
    return new Rights(
        missing,
        excess,
        read.isEmpty() ? null : missingRead(read),
        commands.containsKey("coreshowchannels"));
  }

  /** Of an action that several rights allow nobody can tell which of them the user has. */
  private static Stream<String> single(String description) {
    Matcher privilege = PRIVILEGE.matcher(description);
    String rights = privilege.find() ? privilege.group("rights") : "";
    return rights.matches("[a-z]+,all")
        ? Stream.of(rights.substring(0, rights.indexOf(',')))
        : Stream.empty();
  }

  private static Set<String> missingRead(String read) {
    Set<String> missing = new LinkedHashSet<>(ManagerUser.readRights());
    Set<String> has = new HashSet<>(Arrays.asList(read.strip().split("\\s*,\\s*")));
    missing.removeIf(right -> has.contains(right) || has.contains("all"));
    return missing;
  }
}
