package org.switchhook.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** What a receiver can do to whoever reads its answer. */
enum Hostile {
  DRIPPING_BODY {
    @Override
    void answer(OutputStream out, Duration pause) throws IOException, InterruptedException {
      say(out, OK + "Content-Length: 100000\r\n\r\n");
      drip(out, pause);
    }
  },
  DRIPPING_HEADERS {
    @Override
    void answer(OutputStream out, Duration pause) throws IOException, InterruptedException {
      say(out, OK + "X: ");
      drip(out, pause);
    }
  },
  SILENCE {
    @Override
    void answer(OutputStream out, Duration pause) throws InterruptedException {
      TimeUnit.DAYS.sleep(1);
    }
  },
  ENDLESS_BODY {
    @Override
    void answer(OutputStream out, Duration pause) throws IOException {
      say(out, OK + "\r\n");
      flood(out);
    }
  },
  ENDLESS_CHUNKS {
    @Override
    void answer(OutputStream out, Duration pause) throws IOException {
      say(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
      while (true) {
        say(out, chunk);
      }
    }
  },
  ENDLESS_CHUNK_EXTENSION {
    @Override
    void answer(OutputStream out, Duration pause) throws IOException {
      say(out, OK + "Transfer-Encoding: chunked\r\n\r\n5;");
      flood(out);
    }
  },
  /** 10 GB of zeros, 10 MB on the wire. */
  GZIP_BOMB {
    @Override
    void answer(OutputStream out, Duration pause) throws IOException {
      say(out, OK + "Content-Encoding: gzip\r\n\r\n");
      byte[] zeros = new byte[0x2000];
      GZIPOutputStream gzip = new GZIPOutputStream(out, 8192, true);
      for (long bytes = 0; bytes < 10L << 30; bytes += zeros.length) {
        gzip.write(zeros);
      }
      gzip.finish();
    }
  },
  MEGABYTE_OF_HEADERS {
    @Override
    void answer(OutputStream out, Duration pause) throws IOException {
      String header = "X-Header: " + "x".repeat(990) + "\r\n";
      say(out, OK);
      for (int kilobytes = 0; kilobytes < 1000; kilobytes++) {
        say(out, header); // Not all at once: it is the reader's memory that is measured.
      }
      say(out, "\r\n");
    }
  },
  ENDLESS_HEADER {
    @Override
    void answer(OutputStream out, Duration pause) throws IOException {
      say(out, OK + "X: ");
      flood(out);
    }
  },
  ENDLESS_PROMISES {
    @Override
    void answer(OutputStream out, Duration pause) throws IOException {
      while (true) {
        say(out, "HTTP/1.1 103 Early Hints\r\n\r\n");
      }
    }
  };

  private static final String OK = "HTTP/1.1 200 OK\r\n";

  /** Answers in this manner; what drips, drips a byte in a pause. */
  abstract void answer(OutputStream out, Duration pause) throws IOException, InterruptedException;

  /** A receiver that answers in no other manner. */
  RawReceiver open(Duration pause) {
    return RawReceiver.answering(out -> answer(out, pause));
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void drip(OutputStream out, Duration pause)
      throws IOException, InterruptedException {
    while (true) {
      say(out, "y");
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
  }

  private static void flood(OutputStream out) throws IOException {
    byte[] bytes = "x".repeat(0x2000).getBytes(StandardCharsets.ISO_8859_1);
    while (true) {
      out.write(bytes);
    }
  }
}
