package org.switchhook;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.switchhook.config.ModelSettings;
import org.switchhook.event.Event;
import org.switchhook.webhook.EventJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A recording as the events that it tells, one JSON a line. */
@Command(
    name = "replay",
    description = {
      "Prints the events that a recorded AMI stream tells, one JSON a line.",
      "Needs no database, network or clock; the same input gives the same bytes."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE.ami", description = "What a PBX sent, byte for byte")
  private Path recording = Path.of("");

  @Option(
      names = "--pbx",
      paramLabel = "NAME",
      defaultValue = "pbx1",
      description = "The name of the PBX in the events; default: ${DEFAULT-VALUE}")
  private String pbx = "pbx1";

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(recording)) {
      throw new IOException(recording + " is no file that can be read");
    }
    // Not System.out: that keeps a full disk or a closed pipe to itself.
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    try (InputStream in = Files.newInputStream(recording)) {
      new Replay(ModelSettings.STANDARD, event -> print(out, event)).read(in, pbx);
      out.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return 0;
  }

  private static void print(OutputStream out, Event event) {
    try {
      out.write(EventJson.bytes(event));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
