package org.switchhook;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The bridge, until it is told to stop. */
@Command(
    name = "run",
    description =
        "Runs the bridge. SIGTERM and Ctrl-C stop it within 10 s; exit status 1: it broke.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Mixin private final SettingsFile settings = new SettingsFile();

  @Override
  public Integer call() throws Exception {
    Bridge bridge = new Bridge(settings.read());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(bridge), "stop"));
    CountDownLatch broken = new CountDownLatch(1);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          LOG.error("the thread {} has died: {}", thread.getName(), e, e);
          // A bridge without it is deaf or mute and looks alive: systemd starts a new one. But no
          // receiver's answer may do that: okhttp replaces its own threads.
          if (!thread.getName().startsWith("OkHttp")) {
            broken.countDown();
          }
        });
    bridge.start();
    broken.await();
    return 1;
  }

  private static void stop(Bridge bridge) {
    try {
      bridge.close();
    } catch (IOException e) {
      LOG.error("not stopped cleanly: {}", e.getMessage(), e);
    }
  }
}
