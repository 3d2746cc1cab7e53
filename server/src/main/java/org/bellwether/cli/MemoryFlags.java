package org.bellwether.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.bellwether.files.FileSpool;
import org.bellwether.files.TableReader;
import org.bellwether.profile.ProfileOptions;
import picocli.CommandLine.Option;

/** Options that trade memory for exactness. */
final class MemoryFlags {

  private static final long BYTES_PER_VALUE = 10;

  @Option(
      names = "--exact",
      description = "Keep every value in memory, so that all figures are exact for any size.")
  boolean exact;

  /** Options for the tables of one run; says beforehand if the machine lacks the memory. */
  ProfileOptions profileOptions(List<TableReader> tables, PrintWriter err) {
    if (!exact) {
      return ProfileOptions.defaults().withSpool(FileSpool::open);
    }
    long needed = 0;
    for (TableReader table : tables) {
      needed +=
          Math.max(0, table.estimatedRows()) * table.schema().columns().size() * BYTES_PER_VALUE;
    }
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap) {
      err.println(
          String.format(
              Locale.ROOT,
              "bellwether: --exact needs about %.1f GB of memory here, and Java may use %.1f GB of the"
                  + " machine's %.1f GB. Without --exact the figures have a stated error bound; or allow"
                  + " more with BELLWETHER_JAVA_OPTS=-Xmx%dg.",
              needed / 1e9,
              heap / 1e9,
              machine() / 1e9,
              needed / 1_000_000_000 + 1));
    }
    return ProfileOptions.defaults().exact();
  }

  private static double machine() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean os
        ? os.getTotalMemorySize()
        : Double.NaN;
  }
}
