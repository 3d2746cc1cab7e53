package org.bellwether.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/** Draws CSV tables with a few columns of each type. */
final class CsvDraw {

  private static final String[] ODD = {
    "\"",
    "a\"b",
    "\"a\"\"b\"",
    "NA",
    "",
    "1e5",
    " 7",
    "\"x,y\"",
    "\n",
    "\u00fc",
    "-",
    "nan",
    "\"\"",
    ",",
    "\"a\nb\"",
    "99999999999999999999",
    "2026-13-01",
    "\\",
    "\r"
  };

  private CsvDraw() {}

  /**
   * A table.
   *
   * @param oddity share of fields that hold something unusual for their column
   */
  static byte[] table(Random random, double oddity) {
    char delimiter = ",;\t|".charAt(random.nextInt(4));
    String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
    int columns = 2 + random.nextInt(6);
    int[] kinds = random.ints(columns, 0, 8).toArray();
    StringBuilder csv = new StringBuilder(random.nextInt(5) == 0 ? "\ufeff" : "");
    for (int c = 0; c < columns; c++) {
      csv.append(c == 0 ? "" : delimiter).append("col ").append(c);
    }
    csv.append(end);
    int rows = 30 + random.nextInt(400);
    boolean words = random.nextBoolean();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        csv.append(c == 0 ? "" : delimiter);
        csv.append(
            random.nextDouble() < oddity
                ? ODD[random.nextInt(ODD.length)]
                : field(random, kinds[c], words, delimiter));
      }
      csv.append(r == rows - 1 && random.nextBoolean() ? "" : end);
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String field(Random random, int kind, boolean words, char delimiter) {
    if (random.nextInt(20) == 0) {
      return words && kind < 3 ? "NA" : "";
    }
    return switch (kind) {
      case 0 -> String.valueOf(random.nextInt(2_000) - 1_000);
      case 1 -> String.format(Locale.ROOT, "%.4f", random.nextGaussian() * 100);
      case 2 -> String.valueOf(random.nextGaussian());
      case 3 -> "c" + random.nextInt(9);
      case 4 -> random.nextInt(3) == 0 ? "\"M\u00fcnchen" + delimiter + " D\"" : "Köln";
      case 5 -> String.format("2026-%02d-%02d", 1 + random.nextInt(12), 1 + random.nextInt(28));
      case 6 -> (1_700_000_000 + random.nextInt(90_000_000)) + (random.nextBoolean() ? "" : ".25");
      default ->
          "the parcel " + random.nextInt(1_000) + " of customer " + random.nextInt() + " is late";
    };
  }
}
