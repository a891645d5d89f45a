package org.switchhook;

import java.io.IOException;
import java.nio.file.Path;
import org.switchhook.config.JournalSettings;
import org.switchhook.config.Settings;
import org.switchhook.journal.JournalDirectory;

/** Looks at each thing that the bridge needs, and changes none of them. */
final class Check {

  private Check() {}

  /**
   * All there is to say; takes seconds, whoever does not answer.
   *
   * @param file where the settings came from
   */
  static Findings of(Path file, Settings settings) {
    Findings findings = new Findings();
    findings.ok("settings " + file);
    findings.add(journal(settings.journal()));
    settings.pbxs().parallelStream()
        .map(pbx -> new PbxCheck(pbx).findings())
        .forEachOrdered(findings::add);
    settings.pbxs().forEach(pbx -> findings.add(new RecordsCheck(pbx).findings()));
    findings.add(AgiCheck.of(settings.agi()));
    findings.add(new DatabaseCheck(settings).findings());
    return findings;
  }

  private static Findings journal(JournalSettings settings) {
    Findings findings = new Findings();
    JournalDirectory directory = new JournalDirectory(settings.directory());
    String what = "journal " + directory.path();
    String problem = directory.problem();
    try {
      if (!problem.isEmpty()) {
        findings.todo(what, problem);
      } else {
        findings.ok(what + (directory.isInUse() ? ": in use by a bridge that is running" : ""));
      }
    } catch (IOException e) {
      findings.todo(what, String.valueOf(e.getMessage()));
    }
    return findings;
  }
}
