package org.bellwether.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.bellwether.event.NotKeptException;
import org.bellwether.event.NotKeptException.Reason;
import org.bellwether.files.DuckDb;
import org.bellwether.files.EventOptions;
import org.bellwether.files.EventShape;
import org.bellwether.files.EventTable;
import org.bellwether.ingest.EventKind;
import org.bellwether.ingest.TableIngest;
import org.bellwether.ingest.TableReceipt;
import org.bellwether.ingest.TooLargeException;
import org.bellwether.ingest.UnreadableBodyException;

/** Takes in tables that are sent as Parquet: each lies in a folder while its rows are read. */
public final class TableUpload {

  /** Content type of a Parquet file. */
  static final String PARQUET = "application/vnd.apache.parquet";

  private static final int AT_A_TIME = 2;

  /** Free bytes of the disk that an upload leaves to the events. */
  private static final long RESERVE = 256L << 20;

  private final Path folder;
  private final long limit;
  private final TableIngest ingest;
  private final Semaphore free = new Semaphore(AT_A_TIME);

  /**
   * Uploads to a folder, in which what an earlier process left behind is deleted.
   *
   * @param limit bytes of a table
   */
  public TableUpload(Path folder, long limit, TableIngest ingest) {
    this.folder = folder;
    this.limit = limit;
    this.ingest = ingest;
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
        for (Path file : left) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be used", e);
    }
  }

  /** Keeps the rows that can be kept; sent again after a failure, those are duplicates. */
  TableReceipt take(EventKind kind, Incoming incoming) throws IOException {
    if (kind == EventKind.CHANGE) {
      throw new UnreadableBodyException("changes are sent as JSON, not as a table");
    }
    EventOptions options = EventOptions.of(options(incoming));
    if (!free.tryAcquire()) {
      throw new NotKeptException(
          Reason.BUSY, AT_A_TIME + " tables are being read already: send this one later");
    }
    try {
      Path file = Files.createTempFile(folder, "table", ".parquet");
      try {
        store(incoming, file);
        try (DuckDb duckDb = DuckDb.open()) {
          EventTable table = EventTable.parquet(file, "the table", options, duckDb);
          return ingest.accept(table, EventShape.valueOf(kind.name()), Incoming.mayFeed());
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } finally {
      free.release();
    }
  }

  private void store(Incoming incoming, Path file) throws IOException {
    long room = Files.getFileStore(folder).getUsableSpace() - RESERVE;
    if (room < Math.max(0, incoming.request().getContentLengthLong())) {
      throw full();
    }
    try {
      incoming.copy(file, Math.min(limit, Math.max(room, 0)));
    } catch (TooLargeException e) {
      throw room < limit ? full() : e;
    } catch (EOFException e) {
      throw e;
    } catch (IOException e) {
      if (Files.getFileStore(folder).getUsableSpace() < RESERVE) {
        throw full();
      }
      throw e;
    }
  }

  private static NotKeptException full() {
    return new NotKeptException(
        Reason.FULL, "the disk has no room for the table: make room, or send it in parts");
  }

  private static Map<String, List<String>> options(Incoming incoming) {
    Map<String, List<String>> options = new TreeMap<>();
    incoming
        .request()
        .getParameterMap()
        .forEach((name, values) -> options.put(name, List.of(values)));
    return options;
  }
}
