package org.bellwether.learn;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * LightGBM's native library, unpacked to a folder of this process. LightGBM itself unpacks to a
 * fixed name in the folder for temporary files, where one process overwrites what another has
 * loaded, and where a file of another user stands in the way.
 */
final class NativeLightGbm {

  private static final String FOLDER = "java.io.tmpdir";

  private static boolean loaded;

  private NativeLightGbm() {}

  /**
   * Loads it once.
   *
   * @throws UncheckedIOException if it cannot be unpacked
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    String shared = System.getProperty(FOLDER);
    try {
      Path own = Files.createTempDirectory("bellwether-lightgbm");
      try {
        System.setProperty(FOLDER, own.toString());
        LGBMBooster.loadNative();
        loaded = true;
      } finally {
        System.setProperty(FOLDER, shared);
        remove(own.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("LightGBM's library cannot be unpacked to " + shared, e);
    } catch (LinkageError e) {
      throw new UncheckedIOException(
          "LightGBM's library cannot be unpacked to " + shared + " and loaded",
          new IOException(e.getMessage(), e));
    }
  }

  /** A loaded library needs its file no longer. */
  private static void remove(File folder) {
    File[] files = folder.listFiles();
    for (File file : files == null ? new File[0] : files) {
      if (!file.delete()) {
        file.deleteOnExit();
      }
    }
    if (!folder.delete()) {
      folder.deleteOnExit();
    }
  }
}
