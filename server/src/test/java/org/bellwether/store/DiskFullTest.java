package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.event.EventStore.Receipt;
import org.bellwether.event.NotKeptException;
import org.bellwether.event.NotKeptException.Reason;
import org.bellwether.event.Prediction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small file system of its own; making one needs the rights of root. */
class DiskFullTest {

  private static final int DISK_MIB = 96;

  @TempDir private Path disk = Path.of("");
  private int sent;

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString()),
        "left out: a small disk to fill needs the rights of root");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
  }

  private List<Prediction> batch() {
    List<Prediction> batch = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      batch.add(
          Prediction.of("p-" + sent++, "full", Instant.parse("2026-01-05T10:00:00Z"))
              .feature("text", Long.toString(sent * 0x9e3779b97f4a7c15L, 36).repeat(8))
              .build());
    }
    return batch;
  }

  private void refusesAndGoesOn(long reserve) throws Exception {
    StoreOptions options = new StoreOptions(1 << 20, 64 << 20, 1 << 18, reserve, "128MB", 20);
    Path ballast = disk.resolve("ballast");
    try (DuckDbEventStore store =
        DuckDbEventStore.open(disk.resolve("events"), options, InstantSource.system())) {
      int acknowledged = store.append(batch()).accepted();
      store.await();
      Files.write(ballast, new byte[64 << 20]);
      List<Prediction> refused = List.of();
      for (int i = 0; i < 2_000 && refused.isEmpty(); i++) {
        List<Prediction> batch = batch();
        try {
          acknowledged += store.append(batch).accepted();
        } catch (NotKeptException e) {
          assertThat(e.reason()).isEqualTo(Reason.FULL);
          refused = batch;
        }
      }
      assertThat(refused).as("the disk was filled").isNotEmpty();
      assertThat(store.health().problem()).contains("disk");
      assertThat(store.health().refusing()).isTrue();

      Files.delete(ballast);
      Receipt receipt = again(store, refused);

      // None of the refused group had been kept, so that none is a duplicate now.
      assertThat(receipt).isEqualTo(new Receipt(200, 0));
      assertThat(store.counts("full").predictions()).isEqualTo(acknowledged + 200);
      assertThat(store.health().problem()).isNull();
    }
  }

  private static Receipt again(DuckDbEventStore store, List<Prediction> events) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        return store.append(events);
      } catch (NotKeptException e) {
        if (attempt == 100) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  @Test
  void goesOnWithoutARestartWhenThereIsRoomAgain() throws Exception {
    refusesAndGoesOn(0);
  }

  @Test
  void keepsAReserveForTheTables() throws Exception {
    refusesAndGoesOn(4 << 20);
  }
}
