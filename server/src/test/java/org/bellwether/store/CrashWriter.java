package org.bellwether.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.event.Prediction;

/** Appends events from several threads and says of each, on a line, that it was acknowledged. */
final class CrashWriter {

  private CrashWriter() {}

  /** Arguments: folder, threads, prefix of the ids, and how many events a thread, or for ever. */
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[1]);
    long events = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out),
            false,
            StandardCharsets.UTF_8);
    // Small segments and eager applying, so that kills hit every stage.
    StoreOptions options = new StoreOptions(1 << 20, 64 << 20, 1 << 16, 0, "256MB", 5);
    try (DuckDbEventStore store =
        DuckDbEventStore.open(Path.of(args[0]), options, InstantSource.system())) {
      List<Thread> writers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String prefix = args[2] + "-" + t + "-";
        writers.add(Thread.ofPlatform().start(() -> write(store, prefix, events, out)));
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }

  private static void write(DuckDbEventStore store, String prefix, long events, PrintStream out) {
    for (long i = 0; i < events; i++) {
      String id = prefix + i;
      store.append(List.of(prediction(id)));
      byte[] line = (id + ".\n").getBytes(StandardCharsets.UTF_8);
      synchronized (out) {
        out.write(line, 0, line.length);
        out.flush();
      }
    }
  }

  static Prediction prediction(String id) {
    return Prediction.of(id, "crash", Instant.parse("2026-01-05T10:00:00Z"))
        .feature("value", value(id))
        .build();
  }

  static double value(String id) {
    return id.hashCode();
  }
}
