package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

  private static final int HEADER = 8;

  @TempDir private Path folder = Path.of("");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private EventLog open() throws IOException {
    return EventLog.open(folder, 100, 0);
  }

  private static List<String> read(EventLog log, long from) throws IOException {
    List<String> records = new ArrayList<>();
    log.read(
        from,
        Long.MAX_VALUE,
        (content, end) -> records.add(new String(content, StandardCharsets.UTF_8)));
    return records;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(".log")).sorted().toList();
    }
  }

  @Test
  void readsBackOverSegmentsAndRestarts() throws IOException {
    List<String> written = new ArrayList<>();
    for (int start = 0; start < 5; start++) {
      try (EventLog log = open()) {
        for (int i = 0; i < 10; i++) {
          String text = "record " + start + "." + i;
          log.append(List.of(bytes(text), bytes(text + "b")));
          written.add(text);
          written.add(text + "b");
        }
      }
    }

    try (EventLog log = open()) {
      assertThat(read(log, 0)).isEqualTo(written);
      assertThat(files()).hasSizeGreaterThan(5);
    }
  }

  @Test
  void losesNothingButATornLastRecord() throws IOException {
    try (EventLog log = open()) {
      log.append(List.of(bytes("first"), bytes("second"), bytes("the last one")));
    }
    byte[] whole = Files.readAllBytes(files().get(0));
    int last = whole.length - HEADER - "the last one".length();

    for (int length = last; length <= whole.length; length++) {
      Files.write(files().get(0), java.util.Arrays.copyOf(whole, length));
      try (EventLog log = open()) {
        List<String> expected =
            length == whole.length
                ? List.of("first", "second", "the last one")
                : List.of("first", "second");
        assertThat(read(log, 0)).as("%d bytes", length).isEqualTo(expected);
        log.append(List.of(bytes("next")));
        assertThat(read(log, 0))
            .as("%d bytes", length)
            .endsWith("next")
            .hasSize(expected.size() + 1);
      }
      for (Path file : files().subList(1, files().size())) {
        Files.delete(file);
      }
    }
  }

  @Test
  void cutsARecordOffWhoseBytesAreWrongAndKeepsThemAside() throws IOException {
    try (EventLog log = open()) {
      log.append(List.of(bytes("first"), bytes("second")));
    }
    byte[] whole = Files.readAllBytes(files().get(0));
    whole[whole.length - 1] ^= 1;
    Files.write(files().get(0), whole);

    try (EventLog log = open()) {
      assertThat(read(log, 0)).containsExactly("first");
    }
    assertThat(folder.resolve("torn-13")).hasSize(HEADER + 6);
  }

  @Test
  void saysWhereAnEarlierSegmentIsDamaged() throws IOException {
    try (EventLog log = open()) {
      log.append(List.of(bytes("x".repeat(120))));
      log.append(List.of(bytes("second")));
    }
    byte[] first = Files.readAllBytes(files().get(0));
    first[40] ^= 1;
    Files.write(files().get(0), first);

    try (EventLog log = open()) {
      assertThatThrownBy(() -> read(log, 0))
          .hasMessageContaining("byte 0 of")
          .hasMessageContaining(files().get(0).toString());
    }
  }

  @Test
  void deletesSegmentsThatAreKeptElsewhere() throws IOException {
    try (EventLog log = open()) {
      for (int i = 0; i < 10; i++) {
        log.append(List.of(bytes("y".repeat(60))));
      }
      long end = log.end();
      log.release(end);

      assertThat(files()).hasSize(1);
      assertThat(log.bytes()).isLessThanOrEqualTo(2 * 68);
    }
    try (EventLog log = EventLog.open(folder, 100, 680)) {
      assertThat(log.end()).isEqualTo(680);
    }
  }
}
