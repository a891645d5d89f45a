package org.switchhook;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The bridge, until it is told to stop. */
@Command(
    name = "run",
    description = "Runs the bridge. SIGTERM and Ctrl-C stop it within 10 s.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Mixin private final SettingsFile settings = new SettingsFile();

  @Override
  public Integer call() throws Exception {
    Bridge bridge = new Bridge(settings.read());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop(bridge);
                  stopped.countDown();
                },
                "stop"));
    bridge.start();
    stopped.await();
    return 0;
  }

  private static void stop(Bridge bridge) {
    try {
      bridge.close();
    } catch (IOException e) {
      LoggerFactory.getLogger(RunCommand.class).error("not stopped cleanly: {}", e.getMessage(), e);
    }
  }
}
